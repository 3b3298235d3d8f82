/** Gradients by eager TensorFlow.js, on whichever backend is in use and for any `tf.LayersModel`. */

import * as tf from "@tensorflow/tfjs";
import type { BatchGradients, GradientEngine } from "./gradient_engine.ts";
import { countImages, type ImageModelShape, imageModelShape } from "./image_model.ts";
import { SMALLEST_PROBABILITY } from "./temperature.ts";
import { layerVariables, type WeightLayout, weightLayout, writeWeights } from "./weight_layout.ts";

/** Images that one prediction holds in memory at a time. */
const PREDICTION_BATCH = 256;

/** Computes with the model's own variables, which it overwrites. */
export class ModelGradients implements GradientEngine {
  readonly #model: tf.LayersModel;
  readonly #shape: ImageModelShape;
  readonly #layout: WeightLayout;
  readonly #trainable: readonly tf.Variable[];
  #weights = new Float32Array();
  /** Whether the model's variables hold something else than `#weights`. */
  #stale = false;

  /** @throws {TypeError} when the model does not map grey images to class probabilities */
  constructor(model: tf.LayersModel) {
    this.#model = model;
    this.#shape = imageModelShape(model);
    this.#layout = weightLayout(model);
    const { registeredVariables } = tf.engine();
    this.#trainable = model.trainableWeights.map(({ name }) => registeredVariables[name]);
  }

  setWeights(weights: Float32Array): void {
    this.#weights = weights.slice();
    this.#stale = true;
  }

  async computeGradients(images: Uint8Array, targets: Float32Array): Promise<BatchGradients> {
    this.#refreshModel();
    const packed = tf.tidy(() => this.#packedGradients(images, targets));
    const values = await packed.data<"float32">();
    packed.dispose();
    const { trainableSize, size } = this.#layout;
    this.#stale = trainableSize < size;
    return {
      gradients: values.subarray(0, trainableSize),
      loss: values[trainableSize],
      correct: values[trainableSize + 1],
      kept: this.#stale ? await this.#readKept() : new Float32Array(),
    };
  }

  async predict(images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const { height, width, classes } = this.#shape;
    const count = countImages(this.#shape, images);
    this.#refreshModel();
    const probabilities = new Float32Array(count * classes);
    for (let start = 0; start < count; start += PREDICTION_BATCH) {
      const end = Math.min(count, start + PREDICTION_BATCH);
      const part = images.subarray(start * height * width, end * height * width);
      const output = tf.tidy(() => this.#apply(this.#imageTensor(part), false));
      probabilities.set(await output.data(), start * classes);
      output.dispose();
    }
    return probabilities;
  }

  dispose(): void {}

  #refreshModel(): void {
    if (this.#stale) writeWeights(this.#model, this.#layout, this.#weights);
    this.#stale = false;
  }

  /** Gradients, loss and correct count in one tensor, since each reading of a tensor waits. */
  #packedGradients(images: Uint8Array, targets: Float32Array): tf.Tensor {
    const count = countImages(this.#shape, images, targets);
    const input = this.#imageTensor(images);
    const target = tf.tensor2d(targets, [count, this.#shape.classes]);
    let correct: tf.Tensor | undefined;
    const { value: loss, grads } = tf.variableGrads(() => {
      const probabilities = this.#apply(input, true);
      correct = tf.keep(tf.equal(probabilities.argMax(1), target.argMax(1)).sum());
      const logarithms = probabilities.maximum(SMALLEST_PROBABILITY).log();
      const penalties: tf.Scalar[] = this.#model.calculateLosses();
      return penalties.reduce<tf.Scalar>(
        (sum, penalty) => sum.add(penalty),
        target.mul(logarithms).sum().div(-count),
      );
    }, [...this.#trainable]);
    const parts = this.#trainable.map((variable) => grads[variable.name] ?? tf.zerosLike(variable));
    if (correct === undefined) {
      throw new TypeError("Cannot compute gradients: the model did not run");
    }
    const packed = tf.concat([...parts, loss, correct.toFloat()].map((part) => part.flatten()));
    correct.dispose();
    return packed;
  }

  #imageTensor(images: Uint8Array): tf.Tensor4D {
    const { height, width } = this.#shape;
    const values = Float32Array.from(images, (pixel) => pixel / 255);
    return tf.tensor4d(values, [images.length / (height * width), height, width, 1]);
  }

  #apply(input: tf.Tensor, training: boolean): tf.Tensor {
    const [output] = [this.#model.apply(input, { training })].flat();
    if (output instanceof tf.Tensor) return output;
    throw new TypeError(`Cannot run model "${this.#model.name}": expected a tensor`);
  }

  async #readKept(): Promise<Float32Array> {
    const { slots, trainableSize, size } = this.#layout;
    const kept = new Float32Array(size - trainableSize);
    for (const [index, variable] of layerVariables(this.#model).entries()) {
      const start = slots[index].start - trainableSize;
      if (start >= 0) kept.set(await variable.read().data(), start);
    }
    return kept;
  }
}
