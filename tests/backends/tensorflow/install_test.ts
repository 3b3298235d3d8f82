/** Fetching the TensorFlow library, each time in a process with a cache of its own. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { needsPip, python, testInstall } from "./install_testbed.ts";
import { framework, libraryBytes } from "./tiny_wheel.ts";

const libraryFiles = { "libtensorflow_cc.so.2": libraryBytes(2000), ...framework };

testInstall(
  "ensureTensorflowLibrary() passes over an unsupported Python TensorFlow, fetches, then finds its cache",
  async (testbed) => {
    testbed.writeProgram("python3", `exec ${python} "$@"`);
    testbed.writePythonTensorflow("2.9.1", libraryFiles);
    const wheel = await testbed.writeWheel();
    const fetched = await testbed.run(wheel);
    const folder = join(testbed.cache, "tensorflow-2.21.0-manylinux_2_27_x86_64");
    const path = join(folder, "libtensorflow_cc.so.2");
    assertEquals(fetched.library, { path, folder, source: "downloaded", version: "2.21.0" });
    assertEquals(await Deno.readFile(path), libraryBytes(3_000_000));
    assertEquals([...Deno.readDirSync(folder)].length, 2);
    assertEquals(fetched.progress.at(-1), 1);
    assertEquals(fetched.progress, fetched.progress.toSorted((a, b) => a - b));
    assertEquals(testbed.cacheNames().length, 1, "the library's folder alone");

    const second = await testbed.run(wheel);
    assertEquals(second.library?.source, "cache");
    assertEquals(second.announced, []);
  },
  needsPip,
);

testInstall(
  "ensureTensorflowLibrary() replaces a cached library that is not whole",
  async (testbed) => {
    testbed.writeProgram("python3", `exec ${python} "$@"`);
    testbed.writePythonTensorflow("2.9.1", {});
    const wheel = await testbed.writeWheel();
    const { library } = await testbed.run(wheel);
    await Deno.truncate(library?.path ?? "", 1000);
    assertEquals((await testbed.run(wheel)).library?.source, "downloaded");
    assertEquals((await testbed.run(wheel)).library?.source, "cache");
  },
  needsPip,
);

testInstall(
  "ensureTensorflowLibrary() fetches once when two processes start together",
  async (testbed) => {
    const log = join(testbed.folder, "pip.log");
    testbed.writeProgram(
      "python3",
      `case "$*" in *download*) echo started >> ${log}; /bin/sleep 1;; esac; exec ${python} "$@"`,
    );
    testbed.writePythonTensorflow("2.9.1", {});
    const wheel = await testbed.writeWheel();
    const outcomes = await Promise.all([testbed.run(wheel), testbed.run(wheel)]);
    const sources = outcomes.map(({ library }) => library?.source).sort();
    assertEquals(sources, ["cache", "downloaded"]);
    assertEquals(await Deno.readTextFile(log), "started\n");
    const waiting = outcomes.filter(({ announced }) => announced[0]?.includes("waiting for it"));
    assertEquals(waiting.length, 1);
  },
  needsPip,
);

for (const signal of ["SIGKILL", "SIGINT"] as const) {
  testInstall(
    `ensureTensorflowLibrary() starts anew after ${signal} in the middle of a download`,
    async (testbed) => {
      const pidFile = join(testbed.folder, "pip.pid");
      const wheel = await testbed.writeWheel();
      testbed.writePythonTensorflow("2.9.1", {});
      testbed.writeProgram(
        "python3",
        `case "$*" in *download*) echo $$ > ${pidFile}; exec /bin/sleep 60;; esac; exec ${python} "$@"`,
      );
      const process = testbed.start(wheel);
      const pipId = await waitForNumber(pidFile);
      process.kill(signal);
      await process.output().finally(() => Deno.kill(pipId, "SIGKILL"));
      const left = testbed.cacheNames().filter((name) => name.endsWith(".partial"));
      assertEquals(left.length, signal === "SIGKILL" ? 1 : 0);
      assertEquals((await testbed.run(wheel, { onlyFind: true })).library, undefined);

      testbed.writeProgram("python3", `exec ${python} "$@"`);
      assertEquals((await testbed.run(wheel)).library?.source, "downloaded");
      assert(!testbed.cacheNames().some((name) => name.endsWith(".partial")));
    },
    needsPip,
  );
}

async function waitForNumber(path: string): Promise<number> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const text = await Deno.readTextFile(path).catch(() => "");
    if (text.endsWith("\n")) return Number(text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`"${path}" did not appear`);
}

testInstall(
  "ensureTensorflowLibrary() refuses a wheel with another digest and keeps nothing of it",
  async (testbed) => {
    testbed.writeProgram("python3", `exec ${python} "$@"`);
    testbed.writePythonTensorflow("2.9.1", {});
    const wheel = await testbed.writeWheel();
    const { error } = await testbed.run({ ...wheel, sha256: "0".repeat(64) });
    assertEquals(error?.name, "BackendUnavailableError");
    assertStringIncludes(error?.message ?? "", `but found ${wheel.sha256}`);
    assertEquals(testbed.cacheNames().length, 0, "nothing is left");
  },
  needsPip,
);

testInstall(
  "ensureTensorflowLibrary() says what pip said when the index lacks the wheel",
  async (testbed) => {
    testbed.writeProgram("python3", `exec ${python} "$@"`);
    testbed.writePythonTensorflow("2.9.1", {});
    const wheel = await testbed.writeWheel();
    const { error } = await testbed.run({ ...wheel, requirement: "tensorflow-cpu==2.20.0" });
    assertStringIncludes(error?.message ?? "", "No matching distribution found");
    assertEquals(testbed.cacheNames().length, 0, "nothing is left");
  },
  needsPip,
);

testInstall(
  "ensureTensorflowLibrary() takes pip3 where python3 has no pip",
  async (testbed) => {
    testbed.writeProgram("python3", `echo "/usr/bin/python3: No module named pip" >&2; exit 1`);
    testbed.writeProgram("pip3", `exec ${python} -m pip "$@"`);
    const { library } = await testbed.run(await testbed.writeWheel());
    assertEquals(library?.source, "downloaded");
  },
  needsPip,
);

testInstall(
  "ensureTensorflowLibrary() says what to install where Python or pip is missing",
  async (testbed) => {
    const wheel = await testbed.writeWheel();
    const bare = await testbed.run(wheel);
    testbed.writeProgram("python3", `echo "/usr/bin/python3: No module named pip" >&2; exit 1`);
    const withoutPip = await testbed.run(wheel);
    for (const { error, announced } of [bare, withoutPip]) {
      assertEquals(announced, []);
      assertEquals(error?.name, "BackendUnavailableError");
      assertEquals(error?.hint, "apt-get install python3-venv python3-pip");
    }
  },
);

testInstall(
  "ensureTensorflowLibrary() says that the index cannot be reached",
  async (testbed) => {
    testbed.writeProgram("python3", `exec ${python} "$@"`);
    testbed.writePythonTensorflow("2.9.1", {});
    const { error } = await testbed.run(await testbed.writeWheel(), {
      // Nothing listens on port 9 of this machine.
      env: {
        PIP_NO_INDEX: "0",
        PIP_FIND_LINKS: "",
        PIP_EXTRA_INDEX_URL: "",
        PIP_INDEX_URL: "http://127.0.0.1:9/simple",
        PIP_RETRIES: "1",
      },
    });
    assertEquals(error?.name, "BackendUnavailableError");
    assertStringIncludes(error?.message ?? "", "cannot reach its package index");
  },
  needsPip,
);

testInstall("ensureTensorflowLibrary() checks for space before it downloads", async (testbed) => {
  const wheel = await testbed.writeWheel();
  const { error, announced } = await testbed.run({ ...wheel, wheelBytes: 1e18 });
  assertEquals(error?.name, "BackendUnavailableError");
  assertStringIncludes(error?.message ?? "", "of free space but found");
  assertEquals(announced, []);
});

testInstall(
  "ensureTensorflowLibrary() explains a cache that cannot be written",
  async (testbed) => {
    const file = join(testbed.folder, "file");
    await Deno.writeTextFile(file, "");
    const wheel = await testbed.writeWheel();
    const { error } = await testbed.run(wheel, { env: { EMNIST_CACHE: join(file, "cache") } });
    assertEquals(error?.name, "BackendUnavailableError");
    assertStringIncludes(error?.hint ?? "", "EMNIST_CACHE");
  },
);
