import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { BackendUnavailableError } from "../../lib/backends/backend_unavailable_error.ts";
import { softwareReason, useWebgpu } from "../../lib/backends/webgpu.ts";
import { createEagerTrainer } from "../../lib/training/eager_trainer.ts";
import { createGoldenModel, followGolden } from "../testdata/follow_golden.ts";
import { readGolden } from "../testdata/golden.ts";

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

Deno.test("useWebgpu() uses a graphics card or says why not", async () => {
  const adapter = await navigator.gpu?.requestAdapter() ?? null;
  const reason = adapter === null
    ? "Cannot use the backend webgpu"
    : softwareReason(adapter.info, adapter.info.isFallbackAdapter);
  if (reason !== undefined) {
    await assertRejects(() => useWebgpu(), BackendUnavailableError, reason);
    console.warn("skipped: training on webgpu needs a graphics card");
    return;
  }
  assertEquals((await useWebgpu()).name, "webgpu");
  const golden = await readGolden();
  if (golden === undefined) return;
  const trainer = await createEagerTrainer(createGoldenModel(golden));
  const { losses } = await followGolden(trainer, golden);
  // Graphics cards round in ways of their own, which 40 steps multiply.
  assert(Math.max(...losses.slice(0, 3)) < 1e-4 && Math.max(...losses) < 0.05, `${losses}`);
  trainer.dispose();
});
