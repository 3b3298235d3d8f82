/** Runs that Git ignores, in checkouts that are made here. */

import { assert, assertEquals, assertMatch, fail } from "@std/assert";
import { join } from "node:path";
import { findIgnoredRuns } from "../../lib/runs/ignored_runs.ts";
import { runProgram } from "../../lib/machine/run_program.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const hasGit = hasPermissions && await runProgram("git", ["--version"]) !== undefined;
if (hasPermissions && !hasGit) console.warn("skipped: the program git is not there");

/** Makes `results/` with a folder for each name, in a Git checkout that ignores all but `kept`. */
async function createCheckout(folder: string, names: readonly string[]): Promise<string> {
  const results = join(folder, "results");
  for (const name of names) {
    await Deno.mkdir(join(results, name), { recursive: true });
    await Deno.writeTextFile(join(results, name, "config.json"), "{}");
  }
  await Deno.writeTextFile(join(folder, ".gitignore"), "/results/*\n!/results/kept/\n");
  assertEquals((await runProgram("git", ["init", "-q", folder]))?.exitCode, 0);
  return results;
}

Deno.test({
  name: "findIgnoredRuns() names what the ignore file names, unless Git tracks it",
  ignore: !hasGit,
  fn: () =>
    withTemporaryFolder(async (folder) => {
      const names = ["kept", "mine", "tracked", 'of "mine", né'];
      const results = await createCheckout(folder, names);
      await runProgram("git", ["-C", results, "add", "--force", "tracked"]);
      assertEquals(
        await findIgnoredRuns(results, names, fail),
        new Set(["mine", 'of "mine", né']),
      );
      assertEquals(await findIgnoredRuns(results, ["kept", "tracked"], fail), new Set());
      assertEquals(await findIgnoredRuns(join(folder, "nowhere"), [], fail), new Set());
    }),
});

Deno.test(
  "findIgnoredRuns() names none outside a Git checkout",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      assertEquals(await findIgnoredRuns(folder, ["mine"], hasGit ? fail : () => {}), new Set());
    }),
);

Deno.test({
  name: "findIgnoredRuns() announces why Git cannot tell",
  ignore: !hasGit,
  fn: () =>
    withTemporaryFolder(async (folder) => {
      const results = await createCheckout(folder, ["mine"]);
      await Deno.writeTextFile(join(folder, ".git", "config"), "[core\n");
      const lines: string[] = [];
      const ignored = await findIgnoredRuns(results, ["mine"], (line) => lines.push(line));
      assertEquals(ignored, new Set());
      assert(lines.length === 1);
      assertMatch(
        lines[0],
        /^Git cannot tell which runs it ignores, so that all are listed: fatal: bad config line 1/,
      );
    }),
});
