/** `deno task test` from the outside, on test files that are made here. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import denoJson from "../../deno.json" with { type: "json" };
import { testProgram } from "../../lib/commands/test.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { runCommandLine } from "./command_line.ts";

Deno.test("every task has a help of its own", async () => {
  // Deno itself takes --help of a task that is no command of ours.
  for (const [name, task] of Object.entries(denoJson.tasks)) {
    assertMatch(task, new RegExp(`^deno run -q -P=[a-z]+ lib/main\\.ts ${name}$`));
  }
  const { code, output } = await runCommandLine("test", "test", "--help");
  assertEquals(code, 0);
  assertStringIncludes(output, "Usage: emnist test [options] [files...]");
});

Deno.test("testProgram() takes all tests unless files are named", () => {
  const [program, ...all] = testProgram([]);
  assertEquals([program, all], [Deno.execPath(), ["test", "-q", "-P=test", "tests/"]]);
  const filter = ["--filter", "a name"];
  assertEquals(testProgram(filter).slice(4), ["tests/", ...filter]);
  assertEquals(testProgram(["--fail-fast"]).slice(4), ["tests/", "--fail-fast"]);
  assertEquals(testProgram(["tests/charts", ...filter]).slice(4), ["tests/charts", ...filter]);
});

Deno.test("test hands on files, options and the exit code", () =>
  withTemporaryFolder(async (folder) => {
    const path = join(folder, "example_test.ts");
    await Deno.writeTextFile(
      path,
      'Deno.test("good one", () => {});\n' +
        'Deno.test("bad one", () => {\n  throw new Error("bad on purpose");\n});\n',
    );
    const bad = await runCommandLine("test", "test", path);
    assertEquals(bad.code, 1);
    assertStringIncludes(bad.output, "FAILED | 1 passed | 1 failed");
    const good = await runCommandLine("test", "test", path, "--filter", "good one", "--fail-fast");
    assertEquals(good.code, 0, good.errorOutput);
    assertMatch(good.output, /^ok \| 1 passed \| 0 failed \| 1 filtered out/m);
  }));
