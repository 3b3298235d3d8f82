/** Finding a TensorFlow library, each time in a process with a cache of its own. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { isSupportedVersion } from "../../../lib/backends/tensorflow/find_library.ts";
import { needsPip, python, testInstall } from "./install_testbed.ts";
import { framework, libraryBytes } from "./tiny_wheel.ts";

const libraryFiles = { "libtensorflow_cc.so.2": libraryBytes(2000), ...framework };

testInstall("findTensorflowLibrary() finds nothing on an empty machine", async (testbed) => {
  const { library } = await testbed.run(await testbed.writeWheel(), { onlyFind: true });
  assertEquals(library, undefined);
});

testInstall(
  "findTensorflowLibrary() takes the file or the folder that $TENSORFLOW_LIB names",
  async (testbed) => {
    testbed.writePythonTensorflow("2.21.0", libraryFiles);
    const folder = join(testbed.sitePackages, "tensorflow");
    const path = join(folder, "libtensorflow_cc.so.2");
    for (const chosen of [folder, path]) {
      const env = { TENSORFLOW_LIB: chosen };
      const { library } = await testbed.run(undefined, { env, onlyFind: true });
      assertEquals(library, { path, folder, source: "environment" });
    }
  },
);

testInstall("findTensorflowLibrary() refuses a wrong $TENSORFLOW_LIB", async (testbed) => {
  const textFile = join(testbed.folder, "notes.txt");
  await Deno.writeTextFile(textFile, "not a library");
  const lonely = join(testbed.folder, "libtensorflow_cc.so.2");
  await Deno.writeFile(lonely, libraryBytes(100));
  const cases = [
    [join(testbed.folder, "absent"), "expected libtensorflow_cc.so.2 or a folder that holds it"],
    [textFile, `"notes.txt" is not a shared library`],
    [lonely, "expected libtensorflow_framework.so.2 beside it"],
  ] as const;
  for (const [chosen, reason] of cases) {
    const { error } = await testbed.run(await testbed.writeWheel(), {
      env: { TENSORFLOW_LIB: chosen },
    });
    assertEquals(error?.name, "UserError");
    assertStringIncludes(error?.message ?? "", reason);
  }
});

testInstall(
  "findTensorflowLibrary() takes a Python TensorFlow of the supported version without importing it",
  async (testbed) => {
    testbed.writeProgram("python3", `exec ${python} "$@"`);
    testbed.writePythonTensorflow("2.21.1", libraryFiles);
    const { library } = await testbed.run(await testbed.writeWheel(), {
      onlyFind: true,
      // Deno starts no program with this variable unless it may run every program.
      env: { LD_LIBRARY_PATH: testbed.folder },
    });
    const folder = join(testbed.sitePackages, "tensorflow");
    const path = join(folder, "libtensorflow_cc.so.2");
    assertEquals(library, { path, folder, source: "python", version: "2.21.1" });
  },
  needsPip,
);

Deno.test("isSupportedVersion() compares the whole minor version", () => {
  const versions = ["2.2.0", "2.17.1", "2.18.0", "2.20.0rc0", "2.21.0", "2.210.0", "2.22.0"];
  assertEquals(versions.filter(isSupportedVersion), ["2.18.0", "2.20.0rc0", "2.21.0"]);
});
