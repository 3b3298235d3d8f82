/** Sweeps go on where they stopped; the training itself is played by a function. */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { runSweep, type TrainOutcome } from "../../../lib/commands/sweep/run_sweep.ts";
import type { SweepRun } from "../../../lib/commands/sweep/sweep_file.ts";
import { writeConfig } from "../../../lib/commands/sweep/sweep_folder.ts";
import { renderSweep } from "../../../lib/commands/sweep/sweep_table.ts";
import { RUN_FILES, runState } from "../../../lib/runs/folder.ts";
import { writeRunRecord } from "../../../lib/runs/record.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";
import { smallRecord } from "../../runs/small_record.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";

const runs: SweepRun[] = ["first", "second", "third"].map((name, index) => ({
  name,
  note: `note ${index}`,
  config: { epochs: index + 1, adam: { beta1: 0.9 } },
}));

/** Sweeps with a training that ends as `outcomes` says, and returns what it was asked for. */
async function sweep(folder: string, outcomes: Readonly<Record<string, TrainOutcome>>) {
  const commands: string[] = [];
  const done: string[] = [];
  const outcome = await runSweep(runs, {
    folder,
    quiet: true,
    train: async (args) => {
      const [option, path] = args;
      const place = option === "--resume" ? path : args[3];
      commands.push(args.map((arg) => arg.replace(folder, "")).join(" "));
      const ending = outcomes[place.slice(folder.length + 1)] ?? "done";
      if (ending === "interrupted") {
        await Deno.mkdir(place, { recursive: true });
        await Deno.writeTextFile(join(place, RUN_FILES.checkpoint), "");
      } else if (ending === "done") {
        await writeRunRecord(place, smallRecord());
        await Deno.remove(join(place, RUN_FILES.checkpoint)).catch(() => {});
      }
      return ending;
    },
    onStart: () => {},
    onDone: (run) => {
      done.push(run.name);
      return Promise.resolve();
    },
  });
  return { ...outcome, commands, done };
}

Deno.test(
  "runSweep() trains every run with its config",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      for (const run of runs) await writeConfig(folder, run);
      const outcome = await sweep(folder, {});
      assertEquals(outcome.commands, [
        "--config /first.json --out /first --quiet",
        "--config /second.json --out /second --quiet",
        "--config /third.json --out /third --quiet",
      ]);
      assertEquals(outcome.done, ["first", "second", "third"]);
      const config = await Deno.readTextFile(join(folder, "second.json"));
      assertEquals(JSON.parse(config), runs[1].config);
      assertEquals((await sweep(folder, {})).commands, []);
    }),
);

Deno.test(
  "runSweep() stops at an interruption and goes on from the checkpoint",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const first = await sweep(folder, { second: "interrupted" });
      assertEquals(first.isInterrupted, true);
      assertEquals(first.done, ["first"]);
      assertEquals(await runState(join(folder, "second")), "begun");
      const second = await sweep(folder, {});
      assertEquals(second.isInterrupted, false);
      assertEquals(second.commands, [
        "--resume /second --quiet",
        "--config /third.json --out /third --quiet",
      ]);
      assertEquals(second.done, ["second", "third"]);
    }),
);

Deno.test(
  "runSweep() goes on to the next run after one that fails",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const outcome = await sweep(folder, { first: "failed" });
      assertEquals(outcome.failed, ["first"]);
      assertEquals(outcome.done, ["second", "third"]);
      assertEquals((await sweep(folder, {})).done, ["first"]);
    }),
);

Deno.test(
  "writeConfig() refuses another config for a run that has begun",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const [run] = runs;
      await writeConfig(folder, run);
      const changed = { ...run, config: { epochs: 9 } };
      await writeConfig(folder, changed);
      await writeConfig(folder, run);
      await sweep(folder, {});
      await writeConfig(folder, run);
      const error = await assertRejects(() => writeConfig(folder, changed), UserError);
      assertStringIncludes(error.message, '"first" has begun with other options');
      assertStringIncludes(error.hint, join(folder, "first"));
      assertEquals(dirname(join(folder, "first")), folder);
    }),
);

Deno.test(
  "renderSweep() shows what each run reached, and what is not done",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await sweep(folder, { second: "failed", third: "interrupted" });
      const table = await renderSweep(runs, folder, ["second"]);
      const lines = table.split("\n").map((line) => line.trim().split(/ {2,}/));
      const { metrics } = smallRecord();
      assertEquals(lines, [
        ["Run", "State", "Images", "Accuracy", "Balanced", "Loss", "Time", "Note"],
        // Two of four images are wrong; recalls are 1, 1/2 and 1.
        [
          "first",
          "finished",
          "test",
          "75.00 %",
          "83.33 %",
          metrics.loss.toFixed(4),
          "4 s",
          "note 0",
        ],
        ["second", "failed", "note 1"],
        ["third", "begun", "note 2"],
      ]);
    }),
);
