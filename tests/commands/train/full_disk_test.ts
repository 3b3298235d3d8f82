/** A disk that fills up in mid-run: the last checkpoint stays, and with more space the run goes on. */

import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { checkpointFileName } from "../../../lib/training/checkpoint.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { writeTinyData } from "../tiny_data.ts";
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

Deno.test("train keeps its checkpoint when the disk is full, and goes on when there is space", () =>
  withTemporaryFolder(async (folder) => {
    const disk = join(folder, "disk");
    await Deno.mkdir(disk);
    // A checkpoint has 3 MB, and the next one is written beside it.
    if (!await mount(disk, 4)) return console.warn("skipped: no disk can be mounted here");
    try {
      const data = join(folder, "data");
      await writeTinyData(data);
      const run = join(disk, "run");
      const options = ["--data", data, "--epochs", "1", "--backend", "tensorflow"];
      const { code, errorOutput } = await train(...options, "--out", run);
      assertEquals(code, 1);
      const [message, hint] = errorOutput.trim().split("\n").slice(-2);
      assert(message.startsWith(`error: Cannot write the run to "${run}": No space left`), message);
      assertEquals(hint, `  Mend that, then go on: deno task train --resume ${run}`);
      assertEquals(Array.from(Deno.readDirSync(run), ({ name }) => name), [checkpointFileName]);

      assert(await mount(disk, 64, "remount"));
      const resumed = await train("--resume", run, "--quiet");
      assertEquals([resumed.code, resumed.output], [0, `Run: ${run}\n`], resumed.errorOutput);
    } finally {
      await new Deno.Command("umount", { args: [disk] }).output();
    }
  }));
