/** `deno task ok`, whose tests cannot run it as a whole, for it runs them. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { runInTurn } from "../../lib/commands/ok.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { runCommandLine } from "./command_line.ts";

Deno.test("ok --help says what it runs, and runs nothing", async () => {
  const { code, output } = await runCommandLine("test", "ok", "--help");
  assertEquals(code, 0);
  const words = output.replaceAll(/\s+/g, " ");
  assertStringIncludes(words, "Usage: emnist ok");
  assertStringIncludes(words, "`deno fmt --check`, `deno lint`, `deno check` and `deno task test`");
});

Deno.test("runInTurn() stops at the first program that fails", () =>
  withTemporaryFolder(async (folder) => {
    const writing = (name: string, exitCode: number): [string, ...string[]] => {
      const path = JSON.stringify(join(folder, name));
      const code = `Deno.writeTextFileSync(${path}, ""); Deno.exit(${exitCode})`;
      return [Deno.execPath(), "eval", code];
    };
    assertEquals(await runInTurn([writing("a", 0), writing("b", 3), writing("c", 0)]), 3);
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), ["a", "b"]);
    assertEquals(await runInTurn([writing("d", 0)]), 0);
  }));
