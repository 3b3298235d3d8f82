/** A trainer that keeps weights and Adam's state in JavaScript and has an engine do the arithmetic. */

import type * as tf from "@tensorflow/tfjs";
import { type AdamOptions, type AdamState, applyAdam, createAdamState } from "./adam.ts";
import type { GradientEngine } from "./gradient_engine.ts";
import { ModelGradients } from "./model_gradients.ts";
import { matchArrays, type NamedArray, type StepResult, type Trainer } from "./trainer.ts";
import { readWeights, type WeightLayout, weightLayout, writeWeights } from "./weight_layout.ts";

/** Trains one model; created by {@linkcode createAdamTrainer}. */
class AdamTrainer implements Trainer {
  readonly #model: tf.LayersModel;
  readonly #layout: WeightLayout;
  readonly #weights: Float32Array;
  readonly #engine: GradientEngine;
  readonly #options: AdamOptions;
  readonly #adam: AdamState;

  constructor(
    model: tf.LayersModel,
    layout: WeightLayout,
    weights: Float32Array,
    engine: GradientEngine,
    options: AdamOptions,
  ) {
    this.#model = model;
    this.#layout = layout;
    this.#weights = weights;
    this.#engine = engine;
    this.#options = options;
    this.#adam = createAdamState(layout.trainableSize);
    engine.setWeights(weights);
  }

  get step(): number {
    return this.#adam.step;
  }

  async trainOnBatch(
    images: Uint8Array<ArrayBuffer>,
    targets: Float32Array<ArrayBuffer>,
    learningRate: number,
  ): Promise<StepResult> {
    const { gradients, kept, loss, correct } = await this.#engine.computeGradients(
      images,
      targets,
    );
    const { slots, trainableSize } = this.#layout;
    const trainable = slots.filter(({ end }) => end <= trainableSize);
    applyAdam(this.#weights, gradients, this.#adam, trainable, learningRate, this.#options);
    this.#weights.set(kept, trainableSize);
    this.#engine.setWeights(this.#weights);
    return { loss, correct };
  }

  predict(images: Uint8Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>> {
    return this.#engine.predict(images);
  }

  exportState(): Promise<NamedArray[]> {
    return Promise.resolve(
      this.#arrays().map(({ name, shape, values }) => ({ name, shape, values: values.slice() })),
    );
  }

  importState(arrays: readonly NamedArray[], step: number): Promise<void> {
    return Promise.try(() => this.#import(arrays, step));
  }

  updateModel(): Promise<void> {
    writeWeights(this.#model, this.#layout, this.#weights);
    return Promise.resolve();
  }

  dispose(): void {
    this.#engine.dispose();
  }

  #import(arrays: readonly NamedArray[], step: number): void {
    const own = this.#arrays();
    matchArrays(own, arrays).forEach((values, index) => own[index].values.set(values));
    this.#adam.step = step;
    this.#engine.setWeights(this.#weights);
  }

  /** Views of the state: each weight `name`, then `name/m` and `name/v` of the trainable ones. */
  #arrays(): { name: string; shape: readonly number[]; values: Float32Array }[] {
    const { slots, trainableSize } = this.#layout;
    const { firstMoment, secondMoment } = this.#adam;
    return slots.flatMap(({ name, shape, start, end }) => {
      const array = (suffix: string, values: Float32Array) => ({
        name: name + suffix,
        shape,
        values: values.subarray(start, end),
      });
      const weight = array("", this.#weights);
      if (end > trainableSize) return [weight];
      return [weight, array("/m", firstMoment), array("/v", secondMoment)];
    });
  }
}

/** Creates a trainer that starts from the model's present weights. */
export async function createAdamTrainer(
  model: tf.LayersModel,
  engine: GradientEngine,
  options: AdamOptions = {},
): Promise<Trainer> {
  const weights = await readWeights(model);
  return new AdamTrainer(model, weightLayout(model), weights, engine, options);
}

/**
 * Creates a trainer that runs eager TensorFlow.js on the backend in use, with Adam as in Keras.
 *
 * It works in the model's own variables: their values are only defined after `updateModel`. Dropout
 * draws its masks from `Math.random`, so that only a model without it trains the same way twice.
 *
 * @throws {TypeError} when the model does not map `[batch, height, width, 1]` to `[batch, classes]`
 */
export async function createEagerTrainer(
  model: tf.LayersModel,
  options: AdamOptions = {},
): Promise<Trainer> {
  return await createAdamTrainer(model, new ModelGradients(model), options);
}
