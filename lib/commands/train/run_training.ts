/** One training run from its data to its report: prepare, train, evaluate, write. */

import { readCheckpoint, removeCheckpoint } from "../../runs/checkpoint.ts";
import { type FitState, initialFitState } from "../../training/fit.ts";
import { UserError } from "../../user_error.ts";
import { evaluateRun, writeRun } from "./finish_run.ts";
import { lockFolder } from "../../runs/lock.ts";
import { listenForInterruption } from "./interruption.ts";
import {
  claimDefaultFolder,
  claimFolder,
  explainWriteErrors,
  holdsFinishedRun,
  removePartialFiles,
} from "./output_folder.ts";
import { type PreparedRun, prepareRun } from "./prepare_run.ts";
import { describeCommand, findGitCommit } from "./provenance.ts";
import type { TrainRequest } from "./request.ts";
import { requireSameSources, type RunOrigin, storedRunOf } from "./stored_run.ts";
import { trainWithCheckpoints } from "./training_loop.ts";

/** Where a run goes, and what it shows. */
export interface RunOutput {
  /** The run folder, or undefined for one under `results/` with the time in its name. */
  readonly out: string | undefined;
  readonly quiet: boolean;
}

/**
 * Makes a run from its beginning.
 *
 * @throws UserError when the folder cannot take the run, or something that the run needs is missing.
 */
export async function startRun(request: TrainRequest, { out, quiet }: RunOutput): Promise<void> {
  let claim = out === undefined ? undefined : await claimFolder(out);
  try {
    const origin = {
      command: describeCommand(Deno.args),
      startedAt: new Date().toISOString(),
      gitCommit: await findGitCommit(),
    };
    const run = await prepareRun(request, { quiet });
    claim ??= await claimDefaultFolder(run.name);
    await trainAndFinish(run, { folder: claim.folder, quiet, origin, start: initialFitState });
  } finally {
    await claim?.lock.release();
  }
}

/**
 * Goes on with an interrupted run, on the data and the backend that it began with.
 *
 * @throws UserError when the folder holds no checkpoint of this version, the data are no longer the
 *   same, or other options are given.
 */
export async function resumeRun(
  folder: string,
  { quiet, hasOtherOptions }: { quiet: boolean; hasOtherOptions: boolean },
): Promise<void> {
  if (hasOtherOptions) {
    throw new UserError("Cannot change options of a run that is resumed.", {
      hint: "Leave the other options out, or start a new run without --resume.",
    });
  }
  if (await holdsFinishedRun(folder)) {
    throw new UserError(`Cannot resume "${folder}": the run is finished.`, {
      hint: `See its figures with \`deno task evaluate ${folder}\`, or start a new run.`,
    });
  }
  const checkpoint = await readCheckpoint(folder);
  const { request, origin, found } = storedRunOf(checkpoint, folder);
  const lock = await explainWriteErrors(folder, () => lockFolder(folder));
  try {
    await explainWriteErrors(folder, () => removePartialFiles(folder));
    const run = await prepareRun(request, { quiet, found });
    requireSameSources(found.sources, run.sources, folder);
    await run.trainer.importState(checkpoint.arrays, checkpoint.step);
    await trainAndFinish(run, { folder, quiet, origin, start: checkpoint.fit });
  } finally {
    await lock.release();
  }
}

interface TrainAndFinishOptions {
  readonly folder: string;
  readonly quiet: boolean;
  readonly origin: RunOrigin;
  readonly start: FitState;
}

async function trainAndFinish(
  run: PreparedRun,
  { folder, quiet, origin, start }: TrainAndFinishOptions,
): Promise<void> {
  const { request, backend, training, sources } = run;
  const found = { dataset: training.name, backend: backend.name, sources: [...sources] };
  const stored = { request, origin, found };
  const interruption = listenForInterruption();
  const { signal } = interruption;
  const stopped = (where: string) => {
    console.error(`Stopped ${where}. To go on: deno task train --resume ${folder}`);
    Deno.exitCode = 130;
  };
  try {
    await explainWriteErrors(folder, async () => {
      const options = { folder, quiet, start, stored, signal };
      const { epoch, history } = await trainWithCheckpoints(run, options);
      if (signal.aborted) {
        const { epochs } = request.recipe;
        return stopped(epoch > epochs ? "after the last epoch" : `in epoch ${epoch} of ${epochs}`);
      }
      const results = await evaluateRun(run, history);
      if (signal.aborted) return stopped("before the run was written");
      // TensorFlow rests now, so that the process may end at any moment; the checkpoint stays.
      interruption.endAtOnce(() => {
        stopped("while the run was written");
        Deno.exit();
      });
      await writeRun(run, results, { folder, origin, quiet });
      await removeCheckpoint(folder);
    });
  } finally {
    interruption.stop();
    run.dispose();
  }
}
