/** Opening TensorFlow so that the process can still end well. */

import { assertEquals, assertMatch } from "@std/assert";
import { resolve } from "node:path";
import { findTensorflowLibrary } from "../../../lib/backends/tensorflow/find_library.ts";
import { hasPermissions, needsPermissions } from "../../permissions.ts";

const repositoryRoot = resolve(import.meta.dirname ?? ".", "../../..");
const library = hasPermissions ? await findTensorflowLibrary() : undefined;
if (hasPermissions && library === undefined) {
  console.log("native_library_test.ts skips the real library: no TensorFlow is on this machine");
}

/** Opens a library in a process of its own and prints what its `TF_Version` returns. */
async function openInProcess(path: string, before = "") {
  const program = `
    ${before}
    import { openNativeLibrary } from "./lib/backends/tensorflow/native_library.ts";
    const symbols = { TF_Version: { parameters: [], result: "pointer" } };
    const { TF_Version } = openNativeLibrary(${JSON.stringify(path)}, symbols);
    console.log(Deno.UnsafePointerView.getCString(TF_Version()));
    console.error("said after the library was opened");
  `;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "-q", program],
    cwd: repositoryRoot,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout), errorOutput: decoder.decode(stderr) };
}

Deno.test({
  name: "openNativeLibrary() opens TensorFlow without its greeting, and the process ends with 0",
  ignore: library === undefined,
  fn: async () => {
    const { code, output, errorOutput } = await openInProcess(library?.path ?? "");
    assertEquals(code, 0);
    if (library?.version !== undefined) assertEquals(output, `${library.version}\n`);
    assertEquals(errorOutput, "said after the library was opened\n");
  },
});

Deno.test({
  name: "openNativeLibrary() opens TensorFlow after WebGPU has loaded its driver",
  ignore: library === undefined,
  fn: async () => {
    const before = "await navigator.gpu.requestAdapter();";
    const { code, errorOutput } = await openInProcess(library?.path ?? "", before);
    assertEquals(code, 0, errorOutput);
  },
});

Deno.test(
  "openNativeLibrary() throws BackendUnavailableError with the loader's reason and leaves standard error open",
  needsPermissions,
  async () => {
    const { code, errorOutput } = await openInProcess("/nowhere/libtensorflow_cc.so.2");
    assertEquals(code, 1);
    assertMatch(errorOutput, /BackendUnavailableError.*\/nowhere\/libtensorflow_cc.so.2/);
  },
);
