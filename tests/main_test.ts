/** Errors as the command line prints them. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { writeRunRecord } from "../lib/runs/record.ts";
import { runCommandLine } from "./commands/command_line.ts";
import { needsPermissions } from "./permissions.ts";
import { exampleRun } from "./reports/example_run.ts";
import { withTemporaryFolder } from "./testdata/temporary_folder.ts";

/** Mounts a disk in memory; returns whether that is allowed here. */
async function mount(folder: string, options: string): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("mount", {
      args: ["-t", "tmpfs", "-o", options, "tmpfs", folder],
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}

Deno.test(
  "commands say of a disk that is read only that it is, without a stack",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      if (!await mount(folder, "size=8m")) {
        return console.warn("skipped: no disk can be mounted here");
      }
      try {
        const run = join(folder, "run");
        await writeRunRecord(run, exampleRun(2).record);
        await Deno.writeTextFile(join(folder, "sweep.json"), '[{ "dataset": "synthetic" }]');
        await mount(folder, "remount,ro");
        const commands = [
          ["report", "report", run],
          ["sweep", "sweep", join(folder, "sweep.json"), "--out", join(folder, "runs")],
        ] as const;
        for (const [permissionSet, ...args] of commands) {
          const { code, errorOutput } = await runCommandLine(permissionSet, ...args);
          const [message, hint] = errorOutput.trim().split("\n").slice(-2);
          assertEquals(code, 1, errorOutput);
          assertEquals(message.split(":").slice(0, 2), ["error", " The disk is read only"]);
          assertEquals(
            hint,
            "  Choose a place that you may write to, or mount this one for writing.",
          );
        }
      } finally {
        await new Deno.Command("umount", { args: [folder] }).output();
      }
    }),
);
