/** What a model is asked to predict: a distribution over the classes for each image. */

/**
 * Returns `[labels.length, classCount]` row-major float32 targets: 1 − ε + ε / K at the label and
 * ε / K elsewhere, where K is the class count and ε the smoothing (Szegedy et al., 2016).
 *
 * @param labels `[count]`, 0 to `classCount - 1`.
 * @param smoothing ε, 0 (one-hot) to below 1.
 * @throws RangeError when the smoothing or a label is out of range.
 */
export function oneHotTargets(
  labels: Uint8Array,
  classCount: number,
  smoothing = 0,
): Float32Array<ArrayBuffer> {
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new RangeError(`Cannot smooth labels: expected 0 to below 1 but found ${smoothing}`);
  }
  const targets = new Float32Array(labels.length * classCount).fill(smoothing / classCount);
  labels.forEach((label, row) => {
    if (label >= classCount) {
      throw new RangeError(
        `Cannot make a target: expected a label below ${classCount} but found ${label}`,
      );
    }
    targets[row * classCount + label] += 1 - smoothing;
  });
  return targets;
}
