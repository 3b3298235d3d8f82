/** The steps of a run, with progress, checkpoints and what watches the validation loss. */

import { type Checkpoint, writeCheckpoint } from "../../runs/checkpoint.ts";
import { createEarlyStopping } from "../../training/early_stopping.ts";
import { fit, type FitState } from "../../training/fit.ts";
import { createPlateau } from "../../training/plateau.ts";
import type { Recipe } from "../../training/recipe.ts";
import { learningRateAt } from "../../training/schedule.ts";
import type { PreparedRun } from "./prepare_run.ts";
import { createTrainingProgress } from "./progress.ts";
import type { StoredRun } from "./stored_run.ts";
import { validate } from "../../evaluation/predict.ts";

/** What the loop needs beside the run itself. */
export interface TrainingLoopOptions {
  readonly folder: string;
  readonly quiet: boolean;
  /** Where training begins, or goes on. */
  readonly start: FitState;
  /** What its checkpoints keep. */
  readonly stored: StoredRun;
  /** When aborted, training ends after the step under way, and with a checkpoint. */
  readonly signal: AbortSignal;
}

/** Trains to the end, or to an abort, with a checkpoint at the start and after each epoch. */
export async function trainWithCheckpoints(
  run: PreparedRun,
  { folder, quiet, start, stored, signal }: TrainingLoopOptions,
): Promise<FitState> {
  const { request: { recipe }, trainer, batches, validation } = run;
  const { epochs, schedule, learningRate } = recipe;
  const watch = watchValidationLoss(recipe);
  start.history.forEach(({ validationLoss }) => watch.observe(validationLoss));
  const save = async (fit: FitState) => {
    const arrays = await trainer.exportState();
    const checkpoint: Checkpoint = { fit, step: trainer.step, arrays, request: stored };
    await writeCheckpoint(folder, checkpoint);
  };
  await save(start);
  if (watch.stop) return start;

  const progress = createTrainingProgress({
    epochs,
    batchCount: batches.batchCount,
    isTerminal: Deno.stderr.isTerminal(),
    quiet,
  });
  try {
    const state = await fit({
      trainer,
      batches,
      epochs,
      start,
      signal,
      learningRateAt: (step, totalSteps) =>
        watch.factor * learningRateAt(schedule, learningRate, step, totalSteps),
      validate: validation && (() => validate(trainer, validation)),
      onBatch: progress.batch,
      onEpoch: async (state) => {
        const record = state.history[state.history.length - 1];
        progress.epoch(record);
        await save(state);
        watch.observe(record.validationLoss);
        return watch.stop;
      },
    });
    if (signal.aborted) await save(state);
    return state;
  } finally {
    progress.stop();
  }
}

/** What the validation losses so far ask for. */
interface ValidationWatch {
  /** Factor of the learning rate, 0 to 1. */
  factor: number;
  /** Whether training is to end. */
  stop: boolean;
  /** Takes the loss of an epoch; null without validation images. */
  observe(loss: number | null): void;
}

function watchValidationLoss(
  { plateau: plateauOptions, earlyStoppingPatience: patience }: Recipe,
): ValidationWatch {
  const plateau = plateauOptions === null ? undefined : createPlateau(plateauOptions);
  const earlyStopping = patience === null ? undefined : createEarlyStopping({ patience });
  return {
    factor: 1,
    stop: false,
    observe(loss) {
      if (loss === null) return;
      this.factor = plateau?.observe(loss) ?? 1;
      this.stop = earlyStopping?.observe(loss).stop ?? false;
    },
  };
}
