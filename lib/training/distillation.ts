/** Distillation: learning what a larger model says of an image, beside the image's label. */

/** Options of {@linkcode distilledTargets}. */
export interface DistillationOptions {
  readonly classCount: number;
  /** Share of the teacher in the targets, 0 to 1. */
  readonly weight: number;
  /** T, above 0; the larger, the more even the teacher's distribution becomes. */
  readonly temperature: number;
  /**
   * What the trainer adds to the student's logits, `[classCount]`.
   *
   * @default {undefined}, nothing
   */
  readonly logitOffsets?: Float32Array;
}

/**
 * Returns `(1 − weight) · targets + weight · q`, `[count, classes]` row-major float32, where q is the
 * teacher's distribution at temperature T: q ∝ p^(1/T), the softmax of the teacher's logits divided
 * by T (Hinton, Vinyals and Dean, 2015, arXiv:1503.02531).
 *
 * Unlike there the student's own temperature stays 1, so that the cross-entropy with these targets is
 * all that a trainer needs. Where logit offsets o are added in training, q ∝ p^(1/T) · exp o: the
 * student, which predicts without them, then learns the teacher's distribution itself.
 *
 * @param targets `[count, classes]`, each row a distribution.
 * @param teacherProbabilities `[count, classes]`, each row a distribution.
 * @throws TypeError when the shapes differ, RangeError when an option is out of range or a row of the
 * teacher is no distribution.
 */
export function distilledTargets(
  targets: Float32Array,
  teacherProbabilities: Float32Array,
  options: DistillationOptions,
): Float32Array<ArrayBuffer> {
  const { classCount, weight, temperature, logitOffsets } = options;
  checkShapes(targets, teacherProbabilities, options);
  if (!(weight >= 0 && weight <= 1)) {
    throw new RangeError(`Cannot distil: expected a weight from 0 to 1 but found ${weight}`);
  }
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new RangeError(
      `Cannot distil: expected a temperature above 0 but found ${temperature}`,
    );
  }
  const factors = Float64Array.from(
    { length: classCount },
    (_, column) => Math.exp(logitOffsets?.[column] ?? 0),
  );
  const blended = new Float32Array(targets.length);
  const softened = new Float64Array(classCount);
  for (let start = 0; start < targets.length; start += classCount) {
    let sum = 0;
    for (let column = 0; column < classCount; column += 1) {
      softened[column] = factors[column] *
        Math.pow(teacherProbabilities[start + column], 1 / temperature);
      sum += softened[column];
    }
    if (!(sum > 0 && sum < Infinity)) {
      throw new RangeError(
        `Cannot distil: expected probabilities in row ${start / classCount} of the teacher ` +
          `but found ${teacherProbabilities.slice(start, start + classCount).join(", ")}`,
      );
    }
    for (let column = 0; column < classCount; column += 1) {
      blended[start + column] = (1 - weight) * targets[start + column] +
        weight * softened[column] / sum;
    }
  }
  return blended;
}

function checkShapes(
  targets: Float32Array,
  teacherProbabilities: Float32Array,
  { classCount, logitOffsets }: DistillationOptions,
): void {
  if (targets.length % classCount !== 0) {
    throw new TypeError(
      `Cannot distil: expected targets in rows of ${classCount} but found ${targets.length} values`,
    );
  }
  if (teacherProbabilities.length !== targets.length) {
    throw new TypeError(
      `Cannot distil: expected ${targets.length} teacher probabilities ` +
        `but found ${teacherProbabilities.length}`,
    );
  }
  if (logitOffsets !== undefined && logitOffsets.length !== classCount) {
    throw new TypeError(
      `Cannot distil: expected ${classCount} logit offsets but found ${logitOffsets.length}`,
    );
  }
}
