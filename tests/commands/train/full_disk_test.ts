/** Disks that are full or read only: what is finished stays, and with more space the run goes on. */

import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { RUN_FILES } from "../../../lib/runs/folder.ts";
import { needsPermissions } from "../../permissions.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { train } from "./train_process.ts";

/** Mounts or changes a disk in memory; returns whether that is allowed here. */
async function mount(folder: string, megabytes: number, ...options: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("mount", {
      args: ["-t", "tmpfs", "-o", [`size=${megabytes}m`, ...options].join(","), "tmpfs", folder],
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}

const options = [
  ...["--dataset", "synthetic", "--limit", "100", "--epochs", "1", "--backend", "tensorflow"],
];

Deno.test(
  "train keeps its checkpoint when the disk is full, and goes on when there is space",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const disk = join(folder, "disk");
      await Deno.mkdir(disk);
      // A checkpoint has 3 MB, and the next one is written beside it.
      if (!await mount(disk, 4)) return console.warn("skipped: no disk can be mounted here");
      try {
        const run = join(disk, "run");
        const { code, errorOutput } = await train(...options, "--out", run);
        assertEquals(code, 1);
        const [message, hint] = errorOutput.trim().split("\n").slice(-2);
        assert(
          message.startsWith(`error: Cannot write the run to "${run}": No space left`),
          message,
        );
        assertEquals(hint, `  Mend that, then go on: deno task train --resume ${run}`);
        assertEquals(Array.from(Deno.readDirSync(run), ({ name }) => name), [RUN_FILES.checkpoint]);

        assert(await mount(disk, 64, "remount"));
        const resumed = await train("--resume", run, "--quiet");
        assertEquals([resumed.code, resumed.output], [0, `Run: ${run}\n`], resumed.errorOutput);
      } finally {
        await new Deno.Command("umount", { args: [disk] }).output();
      }
    }),
);

Deno.test(
  "train refuses a disk that is read only before it begins",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      if (!await mount(folder, 1, "ro")) {
        return console.warn("skipped: no disk can be mounted here");
      }
      try {
        const run = join(folder, "run");
        const { code, errorOutput } = await train(...options, "--out", run);
        assertEquals(code, 1);
        assertEquals(errorOutput.trim().split("\n"), [
          `error: Cannot write the run to "${run}": Read-only file system (os error 30): mkdir '${run}'.`,
          "  Choose a folder with space that you may write to, with --out.",
        ]);
      } finally {
        await new Deno.Command("umount", { args: [folder] }).output();
      }
    }),
);
