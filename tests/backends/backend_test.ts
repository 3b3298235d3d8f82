/** Which backend is opened, and what is said of those that are not. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import { type BackendChoice, openBackend } from "../../lib/backends/backend.ts";
import { createBaselineCnn } from "../../lib/models/baseline_cnn.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const silent = { announce: () => {}, progress: () => {} };

/** Opens a backend in a process that finds neither a TensorFlow library nor a Python. */
async function openWithoutTensorflow(choice: BackendChoice, folder: string) {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "-P", "--config"],
      fileURLToPath(new URL("../../deno.json", import.meta.url)),
      fileURLToPath(new URL("open_backend.ts", import.meta.url)),
      choice,
    ],
    clearEnv: true,
    env: {
      HOME: Deno.env.get("HOME") ?? folder,
      ...(Deno.env.has("DENO_DIR") ? { DENO_DIR: Deno.env.get("DENO_DIR") } : {}),
      EMNIST_CACHE: folder,
      PATH: folder,
    },
    stderr: "null",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

const refusals = (announced: string[]) => announced.filter((line) => line.startsWith("Backend "));

Deno.test("openBackend() takes tensorflow where there is a library", needsPermissions, async () => {
  const announced: string[] = [];
  const report = { ...silent, announce: (line: string) => announced.push(line) };
  const { name, version, threads } = await openBackend("auto", report);
  assertEquals([name, threads], ["tensorflow", navigator.hardwareConcurrency]);
  assert(/^2\.\d+\.\d+/.test(version));
  assertEquals(refusals(announced), []);
});

Deno.test(
  "openBackend() says why not a better one when it takes the next",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { description, announced } = await openWithoutTensorflow("auto", folder);
      const reasons = refusals(announced);
      assert(reasons[0].startsWith("Backend tensorflow is not available: "), reasons[0]);
      assert(reasons[0].includes(". To mend that: "), reasons[0]);
      assert(["webgpu", "wasm"].includes(description.name));
      if (description.name === "wasm") {
        assert(reasons[1].startsWith("Backend webgpu is not available: "), reasons[1]);
      }
    }),
);

Deno.test(
  "openBackend() takes no other one than the one that is named",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { error, announced } = await openWithoutTensorflow("tensorflow", folder);
      assert(error.message.includes("TensorFlow"), error.message);
      assert(error.hint !== "");
      assertEquals(refusals(announced), []);
    }),
);

Deno.test(
  "the wasm backend refuses what only the training graph knows",
  needsPermissions,
  async () => {
    const backend = await openBackend("wasm", silent);
    const model = createBaselineCnn({ seed: 0, classCount: 2 });
    const refuse = (options: Parameters<typeof backend.createTrainer>[1], what: string) =>
      assertThrows(
        () => backend.createTrainer(model, options),
        UserError,
        `Cannot train on the backend wasm: it does not know ${what}.`,
      );
    refuse({ precision: "mixed_bfloat16" }, "--precision mixed_bfloat16");
    refuse({ averageDecay: 0.9, logitOffsets: new Float32Array(2) }, "averageDecay, classBalance");
  },
);
