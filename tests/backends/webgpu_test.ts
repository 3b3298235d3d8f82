import { assertEquals, assertLess, assertMatch, assertRejects } from "@std/assert";
import { BackendUnavailableError } from "../../lib/backends/backend_unavailable_error.ts";
import { softwareReason, useWebgpu } from "../../lib/backends/webgpu.ts";
import { createEagerTrainer } from "../../lib/training/adam_trainer.ts";
import { createEnginePredictor } from "../../lib/training/gradient_engine.ts";
import { ModelGradients } from "../../lib/training/model_gradients.ts";
import { followGolden } from "../testdata/follow_golden.ts";
import { readGolden } from "../testdata/golden.ts";
import { goldenNetworks } from "../testdata/golden_networks.ts";

const unnamed = { vendor: "", architecture: "", device: "", description: "" };

for (
  const description of [
    "llvmpipe (LLVM 15.0.6, 256 bits)",
    "Google SwiftShader",
    "lavapipe",
    "Microsoft Basic Render Driver",
  ]
) {
  Deno.test(`softwareReason() refuses ${description}`, () => {
    assertEquals(
      softwareReason({ ...unnamed, description }),
      `the adapter "${description}" runs on the processor`,
    );
  });
}

Deno.test("softwareReason() refuses what calls itself a fallback, and takes graphics cards", () => {
  assertMatch(softwareReason({ ...unnamed, device: "0" }, true) ?? "", /"0" runs on the processor/);
  assertEquals(softwareReason({ ...unnamed, description: "NVIDIA H200" }), undefined);
  assertEquals(softwareReason({ ...unnamed, vendor: "apple", architecture: "m3" }), undefined);
});

const adapter = await navigator.gpu?.requestAdapter() ?? null;
const noCard = adapter === null
  ? "Cannot use the backend webgpu"
  : softwareReason(adapter.info, adapter.info.isFallbackAdapter);

Deno.test({
  name: "useWebgpu() says why not where there is no graphics card",
  ignore: noCard === undefined,
  fn: async () => {
    await assertRejects(() => useWebgpu(), BackendUnavailableError, noCard);
  },
});

Deno.test({
  name: "webgpu trains and predicts as Keras does (needs a graphics card)",
  ignore: noCard !== undefined, // on a software adapter it takes half an hour
  fn: async () => {
    assertEquals((await useWebgpu()).name, "webgpu");
    const golden = readGolden("smooth");
    const model = goldenNetworks.smooth();
    const trainer = await createEagerTrainer(model);
    const distance = await followGolden(trainer, golden);
    // Graphics cards round in ways of their own, which 40 steps multiply.
    assertLess(Math.max(distance.losses, distance.evaluationLoss), 1e-3);
    assertLess(distance.probability, 2e-3);
    await trainer.updateModel();
    const images = golden.evaluation.images.subarray(0, 5 * 28 * 28);
    const expected = await trainer.predict(images);
    const predictor = await createEnginePredictor(model, new ModelGradients(model));
    assertEquals(await predictor.predict(images), expected);
    predictor.dispose();
    trainer.dispose();
    model.dispose();
  },
});
