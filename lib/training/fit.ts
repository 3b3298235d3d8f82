/**
 * The training loop. It knows neither the model nor the backend, neither the data nor where its
 * state is kept: those are the trainer's, the batches' and the caller's.
 */

import { UserError } from "../user_error.ts";
import { createEpochRecord, type EpochRecord } from "./epoch_record.ts";
import type { StepResult, Trainer } from "./trainer.ts";

/** One batch, ready for the trainer. */
export interface TrainingBatch {
  /** `[count, height, width]` row-major uint8, 0 to 255. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** `[count, classes]` row-major float32 distributions. */
  readonly targets: Float32Array<ArrayBuffer>;
  readonly count: number;
}

/** The batches of every epoch: the same epoch and index always give the same batch. */
export interface TrainingBatches {
  /** Batches of one epoch; the last one may be smaller. */
  readonly batchCount: number;
  /** Returns a batch of an epoch; epochs count from 1, batches from 0. */
  batch(epoch: number, index: number): TrainingBatch;
}

/** How far training has come: together with the trainer's state all that is needed to go on. */
export interface FitState {
  /** The epoch that is under way or comes next, from 1. */
  readonly epoch: number;
  /** Batches of that epoch that are done. */
  readonly batch: number;
  /** Sum over the epoch's images so far of their loss, in nats. */
  readonly lossSum: number;
  /** Images of the epoch so far that were classified right. */
  readonly correct: number;
  /** Images of the epoch so far. */
  readonly imageCount: number;
  /** Seconds spent on this epoch so far. */
  readonly seconds: number;
  /** The epochs that are done. */
  readonly history: readonly EpochRecord[];
}

/** Where training begins. */
export const initialFitState: FitState = {
  epoch: 1,
  batch: 0,
  lossSum: 0,
  correct: 0,
  imageCount: 0,
  seconds: 0,
  history: [],
};

/** Loss and accuracy of images that are not learnt from. */
export interface ValidationResult {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** 0 to 1. */
  readonly accuracy: number;
}

/** What {@linkcode fit} needs. */
export interface FitOptions {
  readonly trainer: Pick<Trainer, "trainOnBatch">;
  readonly batches: TrainingBatches;
  /** Epochs in all, those before a resume included. */
  readonly epochs: number;
  /** Returns the learning rate of a step, counted from 0, out of the steps in all. */
  readonly learningRateAt: (step: number, totalSteps: number) => number;
  /** Measures the trainer's present weights after each epoch. */
  readonly validate?: () => Promise<ValidationResult>;
  /** @default {the beginning} */
  readonly start?: FitState;
  /** Called after each step. */
  readonly onBatch?: (state: FitState) => void;
  /** Called after each epoch; `true` ends training there. */
  readonly onEpoch?: (state: FitState) => Promise<boolean | void>;
  /** When aborted, training ends after the step that is under way. */
  readonly signal?: AbortSignal;
}

/**
 * Trains until the last epoch is done, `onEpoch` says stop, or the signal is aborted, and returns the
 * state reached. The next batch is made while the trainer works on the present one.
 *
 * @throws {UserError} when a loss is not a finite number: the weights are then of no more use.
 */
export async function fit(options: FitOptions): Promise<FitState> {
  let state = options.start ?? initialFitState;
  while (state.epoch <= options.epochs) {
    state = await trainEpoch(state, options);
    if (options.signal?.aborted) break;
    state = await finishEpoch(state, options);
    if (await options.onEpoch?.(state)) break;
    if (options.signal?.aborted) break;
  }
  return state;
}

/** Trains the batches of the present epoch that are left, or up to an abort. */
async function trainEpoch(start: FitState, options: FitOptions): Promise<FitState> {
  const { trainer, batches, signal, onBatch } = options;
  const { batchCount } = batches;
  const began = performance.now() - start.seconds * 1000;
  let state = start;
  let batch = state.batch < batchCount ? batches.batch(state.epoch, state.batch) : undefined;
  while (batch !== undefined && !signal?.aborted) {
    const pending = trainer.trainOnBatch(batch.images, batch.targets, learningRate(state, options));
    const next = state.batch + 1;
    const following = next < batchCount ? batches.batch(state.epoch, next) : undefined;
    const result = await pending;
    checkLoss(result, state);
    state = {
      ...state,
      batch: next,
      lossSum: state.lossSum + result.loss * batch.count,
      correct: state.correct + result.correct,
      imageCount: state.imageCount + batch.count,
      seconds: (performance.now() - began) / 1000,
    };
    onBatch?.(state);
    batch = following;
  }
  return state;
}

/** Validates, adds the epoch to the history and moves on to the next one. */
async function finishEpoch(state: FitState, options: FitOptions): Promise<FitState> {
  const validation = await options.validate?.();
  const record = createEpochRecord({
    ...state,
    learningRate: learningRate({ ...state, batch: state.batch - 1 }, options),
    validation,
  });
  return { ...initialFitState, epoch: state.epoch + 1, history: [...state.history, record] };
}

function learningRate({ epoch, batch }: FitState, options: FitOptions): number {
  const { batchCount } = options.batches;
  return options.learningRateAt((epoch - 1) * batchCount + batch, options.epochs * batchCount);
}

function checkLoss({ loss }: StepResult, { epoch, batch }: FitState): void {
  if (Number.isFinite(loss)) return;
  throw divergenceError(
    `Cannot go on training: the loss of epoch ${epoch}, batch ${batch + 1} is ${loss}.`,
  );
}

/**
 * Creates the error for a model whose training has diverged; its hint says how to train it again.
 *
 * @param message What cannot be done, and what was found.
 */
export function divergenceError(message: string): UserError {
  return new UserError(message, {
    hint: "Train again with a lower learning rate, or with adam.clipNorm in a config file.",
  });
}
