/** One training run from its data to its report: prepare, train, evaluate, write. */

import { join } from "node:path";
import { saveModel, topologySha256 } from "../../models/model_files.ts";
import { writeReport } from "../../reports/write_report.ts";
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from "../../runs/checkpoint.ts";
import {
  claimBegunFolder,
  claimDefaultFolder,
  claimFolder,
  explainWriteErrors,
} from "../../runs/claim.ts";
import { createRunOrigin, createRunRecord, type TrainedRun } from "../../runs/create_record.ts";
import { RUN_FILES, runState } from "../../runs/folder.ts";
import { writeRunRecord } from "../../runs/record.ts";
import { requireSameTopology } from "../../runs/run_model.ts";
import { requireSameSources, type RunRequest } from "../../runs/request.ts";
import { openTeacher } from "../../runs/teacher.ts";
import { type TrainingState, trainModel } from "../../runs/train_model.ts";
import { TrainingLog } from "../../tensorboard/training_log.ts";
import { taskCommand } from "../../shell_words.ts";
import type { FitState } from "../../training/fit.ts";
import { UserError } from "../../user_error.ts";
import { listenForInterruption } from "./interruption.ts";
import { printResult } from "./announcements.ts";
import { prepareRun } from "./prepare_run.ts";
import { createTrainingProgress } from "./progress.ts";

/** Where a run goes, and what it shows. */
export interface RunOutput {
  /** The run folder, or undefined for one under `results/` with the time in its name. */
  readonly out: string | undefined;
  /** Only fallbacks are announced. */
  readonly quiet: boolean;
  /** Folder for TensorBoard's event files; true for `tensorboard` in the run folder. */
  readonly tensorboard?: string | true;
}

/**
 * Makes a run from its beginning.
 *
 * @throws {UserError} when the folder cannot take the run, or something that it needs is missing.
 */
export async function startRun(request: RunRequest, options: RunOutput): Promise<void> {
  const { out, quiet } = options;
  await using claim = out === undefined ? undefined : await claimFolder(out);
  const origin = await createRunOrigin(taskCommand(...Deno.args));
  const run = await prepareRun({ request, origin, quiet });
  const name = `${request.model}-${request.recipeName}-${run.training.name}`;
  await using ownClaim = claim === undefined ? await claimDefaultFolder(name) : undefined;
  const { folder } = claim ?? ownClaim ?? {};
  if (folder !== undefined) await trainAndWrite(run, { ...options, folder });
}

/** What may change when a run goes on. */
export interface ResumeOptions extends Omit<RunOutput, "out"> {
  /** Where its data lie now. */
  readonly data: string | undefined;
}

/**
 * Goes on with an interrupted run, on the data and the backend that it began with.
 *
 * @throws {UserError} when the folder holds no checkpoint of this version, or the data are no longer
 * the same.
 */
export async function resumeRun(folder: string, options: ResumeOptions): Promise<void> {
  const { data, quiet } = options;
  if (await runState(folder) === "finished") {
    throw new UserError(`Cannot resume "${folder}": the run is finished.`, {
      hint: `See its figures with \`${taskCommand("evaluate", folder)}\`, or start a new run.`,
    });
  }
  const { run: { request, origin, found }, ...start } = await readCheckpoint(folder);
  await using _claim = await claimBegunFolder(folder);
  const run = await prepareRun({
    request: data === undefined ? request : { ...request, data },
    origin,
    found,
    quiet,
  });
  requireSameSources(found.sources, run.sources, folder);
  requireSameTopology(run.model, found.topologySha256, folder);
  await trainAndWrite(run, { ...options, folder, start });
}

interface TrainAndWriteOptions extends Omit<RunOutput, "out"> {
  readonly folder: string;
  /** Where a run that is resumed goes on. */
  readonly start?: TrainingState;
}

async function trainAndWrite(
  run: TrainedRun,
  { folder, quiet, tensorboard, start }: TrainAndWriteOptions,
): Promise<void> {
  const logFolder = tensorboard === true ? join(folder, "tensorboard") : tensorboard;
  using log = logFolder === undefined ? undefined : await TrainingLog.create(logFolder);
  const interruption = listenForInterruption();
  const { signal } = interruption;
  const stopped = (where: string) => {
    console.error(`Stopped ${where}. To go on: ${taskCommand("train", "--resume", folder)}`);
    Deno.exitCode = 130;
  };
  try {
    await explainWriteErrors(folder, async () => {
      const { epoch, history } = await train(run, { folder, quiet, start, signal, log });
      if (signal.aborted) {
        const { epochs } = run.request.recipe;
        return stopped(epoch > epochs ? "after the last epoch" : `in epoch ${epoch} of ${epochs}`);
      }
      const record = await createRunRecord(run, history);
      if (signal.aborted) return stopped("before the run was written");
      // TensorFlow rests now, so that the process may end at any moment; the checkpoint stays.
      interruption.endAtOnce(() => {
        stopped("while the run was written");
        Deno.exit();
      });
      await saveModel(run.model, join(folder, RUN_FILES.model));
      await writeRunRecord(folder, record);
      await log?.finish(record, run.evaluated);
      const report = await writeReport(folder, record, { dataset: run.evaluated, reason: "" });
      await removeCheckpoint(folder);
      if (!quiet) await printResult(record, report);
      console.log(`Run: ${folder}`);
    });
  } finally {
    interruption.stop();
    run.model.dispose();
  }
}

/** Trains to the end, or to an abort, with a checkpoint at the start and after each epoch. */
async function train(
  run: TrainedRun,
  { folder, quiet, start, signal, log }: TrainAndWriteOptions & {
    readonly log: TrainingLog | undefined;
    readonly signal: AbortSignal;
  },
): Promise<FitState> {
  const { request, origin, backend, training, validation, sources } = run;
  const { recipe, precision, seed } = request;
  const found = {
    dataset: training.name,
    backend: backend.name,
    topologySha256: topologySha256(run.model),
    sources: [...sources],
  };
  const progress = createTrainingProgress({
    epochs: recipe.epochs,
    batchCount: Math.ceil(training.count / recipe.batchSize),
    isTerminal: Deno.stderr.isTerminal(),
    quiet,
  });
  const teacher = request.teacher === null
    ? undefined
    : await openTeacher(request.teacher, backend, training.characters);
  try {
    return await trainModel(run.model, training, {
      backend,
      recipe,
      precision,
      seed,
      teacher,
      validation,
      start,
      saveState: (state) => writeCheckpoint(folder, { ...state, run: { request, origin, found } }),
      onBatch: (state) => {
        progress.batch(state);
        log?.batch(state);
      },
      onEpoch: async (record) => {
        progress.epoch(record);
        await log?.epoch(record);
      },
      signal,
    });
  } finally {
    progress.stop();
    teacher?.dispose();
  }
}
