/**
 * The state of an unfinished run in one file, `checkpoint.safetensors`.
 *
 * The shuffle and every random draw follow from the seed, the epoch and the batch, so weights,
 * optimiser moments and the position are all that is needed to go on as if nothing had happened.
 */

import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { isAbsence } from "../machine/system_error.ts";
import { checkValue } from "../schema_error.ts";
import { type EpochRecord, isEpochRecord } from "../training/epoch_record.ts";
import { parseSafetensors, serializeSafetensors } from "../training/safetensors.ts";
import { UserError } from "../user_error.ts";
import { RUN_FILES } from "./folder.ts";
import { type StartedRun, startedRunSchema } from "./request.ts";
import type { TrainingState } from "./train_model.ts";

/** What a checkpoint keeps. */
export interface Checkpoint extends TrainingState {
  /** The run that goes on. */
  readonly run: StartedRun;
}

const stateSchema = z.object({
  step: z.int().nonnegative(),
  fit: z.object({
    epoch: z.int().positive(),
    batch: z.int().nonnegative(),
    lossSum: z.number(),
    correct: z.number(),
    imageCount: z.int().nonnegative(),
    seconds: z.number(),
    history: z.array(z.custom<EpochRecord>(isEpochRecord)),
  }),
  /** The run, under the name of the first checkpoints. */
  request: z.unknown(),
});

/** Writes a checkpoint into `folder`, in place of an older one, atomically. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { arrays, run, ...state } = checkpoint;
  const metadata = { state: JSON.stringify({ ...state, request: run }) };
  const bytes = serializeSafetensors({ arrays, metadata });
  await writeFileAtomically(join(folder, RUN_FILES.checkpoint), bytes);
}

/**
 * Reads the checkpoint in `folder`.
 *
 * @throws {UserError} when there is none, or it is damaged or of another version of this project.
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const path = join(folder, RUN_FILES.checkpoint);
  const { request, ...state } = await readState(folder, path);
  return { ...state, run: checkValue(startedRunSchema, request, path) };
}

async function readState(folder: string, path: string) {
  try {
    const { arrays, metadata } = parseSafetensors(await Deno.readFile(path));
    return { arrays, ...stateSchema.parse(JSON.parse(metadata.state ?? "")) };
  } catch (error) {
    if (isAbsence(error)) {
      throw new UserError(`Cannot resume "${folder}": it holds no ${RUN_FILES.checkpoint}.`, {
        cause: error,
        hint: "Give the folder of a run that was interrupted, or start a new run without --resume.",
      });
    }
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw new UserError(`Cannot resume "${folder}": ${RUN_FILES.checkpoint} is damaged.`, {
        cause: error,
        hint: "Start the run again without --resume.",
      });
    }
    throw error;
  }
}

/** Removes the checkpoint of a finished run, if there is one. */
export async function removeCheckpoint(folder: string): Promise<void> {
  try {
    await Deno.remove(join(folder, RUN_FILES.checkpoint));
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
}
