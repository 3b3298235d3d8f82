/** One training run from its data to its report: prepare, train, evaluate, write. */

import { join } from "node:path";
import { RUN_FILES } from "../../reports/run_files.ts";
import { RESULTS_FOLDER } from "../../reports/run_folder.ts";
import { schemaError } from "../../schema_error.ts";
import {
  type Checkpoint,
  checkpointFileName,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from "../../training/checkpoint.ts";
import { createEarlyStopping } from "../../training/early_stopping.ts";
import { fit, type FitState, initialFitState } from "../../training/fit.ts";
import { createPlateau } from "../../training/plateau.ts";
import { learningRateAt } from "../../training/schedule.ts";
import { UserError } from "../../user_error.ts";
import { finishRun } from "./finish_run.ts";
import { type PreparedRun, prepareRun } from "./prepare_run.ts";
import { createTrainingProgress } from "./progress.ts";
import { type TrainRequest, trainRequestSchema } from "./request.ts";
import { validate } from "./validate.ts";

/** Where a run goes, and what it shows. */
export interface RunOutput {
  /** The run folder, or undefined for one under `results/` with the time in its name. */
  readonly out: string | undefined;
  readonly quiet: boolean;
}

/**
 * Makes a run from its beginning.
 *
 * @throws UserError when the folder already holds a run, or something that the run needs is missing.
 */
export async function startRun(request: TrainRequest, { out, quiet }: RunOutput): Promise<void> {
  if (out !== undefined) await refuseUsedFolder(out);
  const run = await prepareRun(request, quiet);
  const folder = out ?? join(RESULTS_FOLDER, `${run.name}-${timestamp()}`);
  await trainAndFinish(run, { folder, quiet, start: initialFitState });
}

/**
 * Goes on with an interrupted run.
 *
 * @throws UserError when the folder holds no checkpoint, the data are no longer the same, or other
 *   options are given.
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
  const checkpoint = await readCheckpoint(folder);
  const parsed = trainRequestSchema.safeParse(checkpoint.request);
  if (!parsed.success) {
    throw schemaError(trainRequestSchema, parsed.error, join(folder, checkpointFileName));
  }
  const run = await prepareRun(parsed.data, quiet);
  await run.trainer.importState(checkpoint.arrays, checkpoint.step);
  await trainAndFinish(run, { folder, quiet, start: checkpoint.fit });
}

async function trainAndFinish(
  run: PreparedRun,
  { folder, quiet, start }: { folder: string; quiet: boolean; start: FitState },
): Promise<void> {
  const startedAt = new Date().toISOString();
  const interruption = listenForInterruption();
  try {
    const state = await train(run, { folder, quiet, start, signal: interruption.signal });
    if (interruption.signal.aborted) {
      await writeCheckpoint(folder, await checkpointOf(run, state));
      console.error(
        `Stopped in epoch ${state.epoch}. To go on: deno task train --resume ${folder}`,
      );
      Deno.exitCode = 130;
      return;
    }
    await finishRun(run, { folder, history: state.history, startedAt, quiet });
    await removeCheckpoint(folder);
  } finally {
    interruption.stop();
    run.dispose();
  }
}

/** Trains to the end, or to an interruption, with a checkpoint at the start and after each epoch. */
async function train(
  run: PreparedRun,
  options: { folder: string; quiet: boolean; start: FitState; signal: AbortSignal },
): Promise<FitState> {
  const { request: { recipe }, validation } = run;
  const { folder, quiet, start, signal } = options;
  const { epochs, earlyStoppingPatience: patience } = recipe;
  const plateau = recipe.plateau === null ? undefined : createPlateau(recipe.plateau);
  const earlyStopping = patience === null ? undefined : createEarlyStopping({ patience });
  let factor = 1;
  let stopEarly = false;
  const observe = (loss: number | null) => {
    if (loss === null) return;
    factor = plateau?.observe(loss) ?? 1;
    stopEarly = earlyStopping?.observe(loss).stop ?? false;
  };
  start.history.forEach(({ validationLoss }) => observe(validationLoss));
  if (stopEarly) return start;

  const { batchCount } = run.batches;
  const isTerminal = Deno.stderr.isTerminal();
  const progress = createTrainingProgress({ epochs, batchCount, isTerminal, quiet });
  try {
    await writeCheckpoint(folder, await checkpointOf(run, start));
    return await fit({
      trainer: run.trainer,
      batches: run.batches,
      epochs,
      start,
      signal,
      learningRateAt: (step, totalSteps) =>
        factor * learningRateAt(recipe.schedule, recipe.learningRate, step, totalSteps),
      validate: validation && (() => validate(run.trainer, validation)),
      onBatch: progress.batch,
      onEpoch: async (state) => {
        const record = state.history[state.history.length - 1];
        progress.epoch(record);
        await writeCheckpoint(folder, await checkpointOf(run, state));
        observe(record.validationLoss);
        return stopEarly;
      },
    });
  } finally {
    progress.stop();
  }
}

async function checkpointOf({ trainer, request }: PreparedRun, fit: FitState): Promise<Checkpoint> {
  return { fit, step: trainer.step, arrays: await trainer.exportState(), request };
}

/** The first Ctrl-C lets the step end; a second one ends the process as usual. */
function listenForInterruption(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  const stop = () => signals.forEach((name) => Deno.removeSignalListener(name, interrupt));
  function interrupt(): void {
    stop();
    controller.abort();
  }
  signals.forEach((name) => Deno.addSignalListener(name, interrupt));
  return { signal: controller.signal, stop };
}

async function refuseUsedFolder(folder: string): Promise<void> {
  for (const file of [RUN_FILES.config, checkpointFileName]) {
    const isThere = await Deno.stat(join(folder, file)).then(() => true, () => false);
    if (!isThere) continue;
    throw new UserError(`Cannot write a run to "${folder}": it already holds one.`, {
      hint: file === checkpointFileName
        ? `Go on with it by --resume ${folder}, or choose another --out.`
        : "Choose another --out, or remove that folder.",
    });
  }
}

/** Returns the time as `20261123-043059`, UTC. */
function timestamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
}
