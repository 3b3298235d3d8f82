/**
 * Training a model by a recipe, from its first step or from where it was interrupted: the one place
 * that puts batches, trainer, schedule and what watches the validation loss together.
 */

import * as tf from "@tensorflow/tfjs";
import type { Backend } from "../backends/backend.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { validate } from "../evaluation/predict.ts";
import { logitAdjustment } from "../training/class_balance.ts";
import { teach } from "../training/distillation.ts";
import { createEarlyStopping } from "../training/early_stopping.ts";
import type { EpochRecord } from "../training/epoch_record.ts";
import { fit, type FitState, initialFitState } from "../training/fit.ts";
import type { LayersModel } from "../training/image_model.ts";
import { createPlateau } from "../training/plateau.ts";
import type { Predictor } from "../training/predictor.ts";
import type { Recipe } from "../training/recipe.ts";
import { createRecipeBatches } from "../training/recipe_batches.ts";
import { learningRateAt } from "../training/schedule.ts";
import type { NamedArray, Precision } from "../training/trainer.ts";

/** Everything from which training goes on as if it had never been interrupted. */
export interface TrainingState {
  /** How far training has come. */
  readonly fit: FitState;
  /** Updates that the trainer has made. */
  readonly step: number;
  /** Weights and the optimiser's state. */
  readonly arrays: readonly NamedArray[];
}

/** Options of {@linkcode trainModel}. */
export interface TrainModelOptions {
  /** What does the arithmetic. */
  readonly backend: Backend;
  /** How the model is trained. */
  readonly recipe: Recipe;
  /**
   * How the numbers of a step are held.
   *
   * @default {"float32"}
   */
  readonly precision?: Precision;
  /**
   * Fixes the shuffles, the augmentation and the dropout masks, 0 to below `SEED_LIMIT`.
   *
   * @default {0}
   */
  readonly seed?: number;
  /**
   * What the model learns from beside the labels, see `openTeacher()`; its share in the targets is
   * the recipe's `teacherShare`.
   */
  readonly teacher?: Pick<Predictor, "predict">;
  /** Images to measure after each epoch, which early stopping and plateaus watch; none are learnt. */
  readonly validation?: ImageDataset;
  /** Where an interrupted training goes on; its data set, model, recipe and seed must be the same. */
  readonly start?: TrainingState;
  /** Keeps the state at the start, after each epoch and at an abort. */
  readonly saveState?: (state: TrainingState) => Promise<void>;
  /** Called after each step. */
  readonly onBatch?: (state: FitState) => void;
  /** Called after each epoch, before the state is kept. */
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  /** When aborted, training ends after the step that is under way. */
  readonly signal?: AbortSignal;
}

/**
 * Trains `model` on `training` by a recipe and returns how far that came: to the end, to where early
 * stopping ended it, or to an abort. The model then has the trained weights.
 *
 * @throws {UserError} when the backend cannot train the model or not by this recipe, or the loss is
 * no longer a finite number.
 * @throws {TypeError} when `start` belongs to another model.
 *
 * @example
 * ```ts
 * import { createModel, loadDataset, openBackend, plainRecipe, trainModel } from "./mod.ts";
 *
 * const training = await loadDataset("synthetic", "train", { limit: 94 });
 * const model = createModel("baseline", { seed: 0, classCount: training.characters.length });
 * const losses: number[] = [];
 * await trainModel(model, training, {
 *   backend: await openBackend("wasm"),
 *   recipe: { ...plainRecipe, epochs: 2, batchSize: 47 },
 *   onEpoch: ({ loss }) => {
 *     losses.push(loss);
 *   },
 * });
 * console.log(losses.length, losses[1] < losses[0]); // 2 true
 * ```
 */
export async function trainModel(
  model: LayersModel,
  training: ImageDataset,
  options: TrainModelOptions,
): Promise<FitState> {
  const { backend, recipe, precision, seed = 0, validation, start, saveState, signal } = options;
  const { teacher } = options;
  const { epochs, schedule, learningRate, adam: { clipNorm, ...adam } } = recipe;
  const logitOffsets = recipe.classBalance > 0
    ? logitAdjustment(training.labels, training.characters.length, recipe.classBalance)
    : undefined;
  const { trainedShare } = recipe;
  const kept = start?.arrays.filter(isKeptWeight) ?? (trainedShare < 1 ? keepWeights(model) : []);
  const trainer = await backend.createTrainer(model, {
    precision,
    adam: { ...adam, clipNorm: clipNorm ?? Infinity },
    averageDecay: recipe.averageDecay ?? undefined,
    logitOffsets,
    seed,
  });
  const save = async (fit: FitState) =>
    await saveState?.({
      fit,
      step: trainer.step,
      arrays: [...await trainer.exportState(), ...kept],
    });
  try {
    if (start !== undefined) {
      const own = start.arrays.filter((array) => !isKeptWeight(array));
      await trainer.importState(own, start.step);
    }
    const watch = watchValidationLoss(recipe);
    const first = start?.fit ?? initialFitState;
    first.history.forEach(watch.observe);
    await save(first);
    const state = watch.isOver() ? first : await fit({
      trainer: teacher === undefined ? trainer : teach(
        trainer,
        teacher,
        training.characters.length,
        { share: recipe.teacherShare, logitOffsets },
      ),
      batches: createRecipeBatches(training, { recipe, seed }),
      epochs,
      start: first,
      signal,
      learningRateAt: (step, totalSteps) =>
        watch.factor() * learningRateAt(schedule, learningRate, step, totalSteps),
      validate: validation && (() => validate(trainer, validation)),
      onBatch: options.onBatch,
      onEpoch: async (state) => {
        const record = state.history[state.history.length - 1];
        await options.onEpoch?.(record);
        await save(state);
        watch.observe(record);
        return watch.isOver();
      },
    });
    if (signal?.aborted) await save(state);
    await trainer.updateModel();
    if (!signal?.aborted && trainedShare < 1) averageWithKept(model, kept, trainedShare);
    return state;
  } finally {
    trainer.dispose();
  }
}

/** Names of weights that training began with, among the arrays of a trainer's state. */
const KEPT_PREFIX = "start/";

function isKeptWeight({ name }: NamedArray): boolean {
  return name.startsWith(KEPT_PREFIX);
}

/** Returns copies of a model's weights, in its order. */
function keepWeights(model: LayersModel): NamedArray[] {
  return model.getWeights().map((weight, index) => ({
    name: `${KEPT_PREFIX}${index}`,
    shape: weight.shape,
    values: Float32Array.from(weight.dataSync()),
  }));
}

/** Makes each weight `share` of itself and `1 - share` of the one that training began with. */
function averageWithKept(model: LayersModel, kept: readonly NamedArray[], share: number): void {
  tf.tidy(() => {
    const averages = model.getWeights().map((weight, index) =>
      weight.mul(share).add(tf.tensor(kept[index].values, weight.shape).mul(1 - share))
    );
    model.setWeights(averages);
  });
}

/** Follows the validation losses, none of them null where a recipe watches them. */
function watchValidationLoss({ plateau, earlyStoppingPatience }: Recipe) {
  const reduce = plateau === null ? undefined : createPlateau(plateau);
  const stop = earlyStoppingPatience === null
    ? undefined
    : createEarlyStopping(earlyStoppingPatience);
  let factor = 1;
  let isOver = false;
  return {
    /** Factor of the learning rate, 0 to 1. */
    factor: () => factor,
    /** Whether training is to end. */
    isOver: () => isOver,
    observe({ validationLoss }: EpochRecord): void {
      if (validationLoss === null) return;
      factor = reduce?.(validationLoss) ?? 1;
      isOver = stop?.(validationLoss) ?? false;
    },
  };
}
