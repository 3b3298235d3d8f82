/** Distillation: a model learns what a teacher says of each image, beside the image's label. */

import type { Predictor } from "./predictor.ts";
import type { Trainer } from "./trainer.ts";

/** Options of {@linkcode distilledTargets}. */
export interface DistillationOptions {
  /** Share of the teacher in the targets, 0 to 1. */
  readonly share: number;
  /**
   * What the trainer adds to the student's logits, `[classes]`.
   *
   * @default {undefined}, nothing
   */
  readonly logitOffsets?: Float32Array;
}

/**
 * Returns `(1 - share) · targets + share · q`, `[count, classes]` row-major float32, where q is the
 * teacher's distribution (Hinton, Vinyals and Dean, 2015, arXiv:1503.02531, at temperature 1).
 *
 * Where logit offsets o are added in training, q ∝ p · exp o for the teacher's p: the student, which
 * predicts without them, then learns p itself.
 *
 * @param targets `[count, classes]`, each row a distribution.
 * @param probabilities `[count, classes]`, what the teacher says of the same images.
 * @throws {TypeError} when there is not one teacher's value for each target.
 * @throws {RangeError} when a row of the teacher is no distribution.
 */
export function distilledTargets(
  targets: Float32Array,
  probabilities: Float32Array,
  classCount: number,
  { share, logitOffsets }: DistillationOptions,
): Float32Array<ArrayBuffer> {
  if (probabilities.length !== targets.length) {
    throw new TypeError(
      `Cannot distil: expected ${targets.length} probabilities but found ${probabilities.length}`,
    );
  }
  const factors = Float64Array.from(
    { length: classCount },
    (_, column) => Math.exp(logitOffsets?.[column] ?? 0),
  );
  const blended = new Float32Array(targets.length);
  for (let start = 0; start < targets.length; start += classCount) {
    let sum = 0;
    for (let column = 0; column < classCount; column++) {
      sum += factors[column] * probabilities[start + column];
    }
    if (!(sum > 0 && sum < Infinity)) {
      const row = probabilities.slice(start, start + classCount).join(", ");
      throw new RangeError(`Cannot distil: expected the teacher's probabilities but found ${row}`);
    }
    for (let column = 0; column < classCount; column++) {
      const taught = factors[column] * probabilities[start + column] / sum;
      blended[start + column] = (1 - share) * targets[start + column] + share * taught;
    }
  }
  return blended;
}

/**
 * Returns what trains as `trainer` does, with the teacher's answers on the very pictures of each
 * batch, as they are augmented, in the targets: that is what makes distillation work well (Beyer et
 * al., 2022, arXiv:2106.05237).
 *
 * The accuracy that a step reports is that of the most likely class of its targets.
 */
export function teach(
  trainer: Pick<Trainer, "trainOnBatch">,
  teacher: Pick<Predictor, "predict">,
  classCount: number,
  options: DistillationOptions,
): Pick<Trainer, "trainOnBatch"> {
  return {
    async trainOnBatch(images, targets, learningRate) {
      const probabilities = await teacher.predict(images);
      const taught = distilledTargets(targets, probabilities, classCount, options);
      return await trainer.trainOnBatch(images, taught, learningRate);
    },
  };
}
