/**
 * The state of an unfinished run in one file, `checkpoint.safetensors`.
 *
 * The shuffle and every random draw follow from the seed, the epoch and the batch, so weights,
 * optimiser moments and the position are all that is needed to go on as if nothing had happened.
 */

import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { UserError } from "../user_error.ts";
import type { FitState } from "../training/fit.ts";
import { parseSafetensors, serializeSafetensors } from "../training/safetensors.ts";
import type { NamedArray } from "../training/trainer.ts";

/** Name of the file in a run folder. */
export const checkpointFileName = "checkpoint.safetensors";

/** What a checkpoint keeps. */
export interface Checkpoint {
  readonly fit: FitState;
  /** Updates that the trainer has made. */
  readonly step: number;
  readonly arrays: readonly NamedArray[];
  /** What the run was asked for, as the command line keeps it: any JSON value. */
  readonly request: unknown;
}

const nullableNumber = z.number().nullable();

const epochSchema = z.object({
  epoch: z.int(),
  loss: z.number(),
  accuracy: z.number(),
  validationLoss: nullableNumber,
  validationAccuracy: nullableNumber,
  learningRate: z.number(),
  seconds: z.number(),
  imagesPerSecond: z.number(),
});

const stateSchema = z.object({
  step: z.int().nonnegative(),
  fit: z.object({
    epoch: z.int().positive(),
    batch: z.int().nonnegative(),
    lossSum: z.number(),
    correct: z.number(),
    imageCount: z.int().nonnegative(),
    seconds: z.number(),
    history: z.array(epochSchema),
  }),
  request: z.unknown(),
});

/** Writes a checkpoint into `folder`, in place of an older one, atomically. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { arrays, ...state } = checkpoint;
  const bytes = serializeSafetensors({ arrays, metadata: { state: JSON.stringify(state) } });
  await writeFileAtomically(join(folder, checkpointFileName), bytes);
}

/**
 * Reads the checkpoint in `folder`.
 *
 * @throws UserError when there is none, or it is damaged.
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const path = join(folder, checkpointFileName);
  try {
    const { arrays, metadata } = parseSafetensors(await Deno.readFile(path));
    return { arrays, ...stateSchema.parse(JSON.parse(metadata.state ?? "")) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new UserError(`Cannot resume "${folder}": it holds no ${checkpointFileName}.`, {
        cause: error,
        hint: "Give the folder of a run that was interrupted, or start a new run without --resume.",
      });
    }
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw new UserError(`Cannot resume "${folder}": ${checkpointFileName} is damaged.`, {
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
    await Deno.remove(join(folder, checkpointFileName));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
