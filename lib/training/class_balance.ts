/** Training on unequal class counts for a test that weighs all classes alike. */

/**
 * Returns τ · log π, `[classCount]` float32, where π is each class's share of the labels.
 *
 * Added to the logits in training and left out in prediction, it makes the model predict as if the
 * classes had been equally frequent (τ = 1): "Long-tail learning via logit adjustment", Menon et al.,
 * 2021, arXiv:2007.07314, equation 10, which at τ = 1 is the balanced softmax of Ren et al., 2020,
 * arXiv:2007.10740. A class without labels counts as half an image, so that its logarithm is finite.
 *
 * @param labels `[count]`, 0 to `classCount - 1`: the images that are trained on.
 * @param tau τ, 0 (no adjustment) or more.
 * @throws {RangeError} when there are no labels, or a label or τ is out of range.
 */
export function logitAdjustment(
  labels: Uint8Array,
  classCount: number,
  tau = 1,
): Float32Array<ArrayBuffer> {
  if (labels.length === 0) {
    throw new RangeError("Cannot balance classes: expected 1 or more labels but found 0");
  }
  if (!(tau >= 0 && tau < Infinity)) {
    throw new RangeError(`Cannot balance classes: expected a tau of 0 or more but found ${tau}`);
  }
  const counts = new Float64Array(classCount);
  for (const label of labels) {
    if (label >= classCount) {
      throw new RangeError(
        `Cannot balance classes: expected labels below ${classCount} but found ${label}`,
      );
    }
    counts[label] += 1;
  }
  return Float32Array.from(counts, (count) => tau * Math.log(Math.max(count, 0.5) / labels.length));
}
