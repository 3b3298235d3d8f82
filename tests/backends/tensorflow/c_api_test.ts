/** What TensorFlow finds in its environment when it is opened. */

import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";

/** Opens TensorFlow in a process of its own and returns the settings that it then has. */
async function settingsWith(env: Record<string, string>): Promise<string> {
  const program = `
    import { openedTensorflow } from "./tests/backends/tensorflow/opened_tensorflow.ts";
    await openedTensorflow();
    const names = ["TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS"];
    console.log(names.map((name) => Deno.env.get(name)).join(" "));
  `;
  const { TF_CPP_MIN_LOG_LEVEL: _, TF_ENABLE_ONEDNN_OPTS: __, ...others } = Deno.env.toObject();
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "-q", program],
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    clearEnv: true,
    env: { ...others, ...env },
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

Deno.test(
  "openTensorflow() asks for silence and for oneDNN where the user has not chosen",
  needsPermissions,
  async () => {
    await openedTensorflow(); // fetches the library once, with a message of its own
    assertEquals(await settingsWith({}), "2 1");
    assertEquals(await settingsWith({ TF_ENABLE_ONEDNN_OPTS: "0" }), "2 0");
    assertEquals(await settingsWith({ TF_CPP_MIN_LOG_LEVEL: "0" }), "0 1");
  },
);
