/**
 * Temperature: dividing log-probabilities by a number before the softmax, which changes how sure a
 * model is and never which class it predicts (Guo et al., 2017, arXiv:1706.04599).
 */

/** The smallest normal float32: the floor that keeps the logarithm of a probability finite. */
export const SMALLEST_PROBABILITY = 2 ** -126;

/**
 * Returns the natural logarithm of all probabilities, `[n, classes]` float32, at most 0.
 *
 * They stand in for logits, which differ from them by a constant a row that the softmax cancels.
 * A probability of 0 becomes -87.3, the logarithm of the smallest normal float32.
 */
export function logProbabilities(probabilities: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    probabilities,
    (probability) => Math.log(Math.max(probability, SMALLEST_PROBABILITY)),
  );
}

/**
 * Returns the probabilities at a temperature, `softmax(logProbabilities / temperature)` over each
 * row of `classes`, `[n, classes]` row-major float32.
 *
 * @throws {RangeError} unless the temperature is above 0.
 */
export function applyTemperature(
  logProbabilities: Float32Array,
  classes: number,
  temperature: number,
): Float32Array<ArrayBuffer> {
  if (!(temperature > 0)) {
    throw new RangeError(
      `Cannot scale probabilities: expected a temperature above 0 but found ${temperature}`,
    );
  }
  const scaled = new Float32Array(logProbabilities.length);
  for (let start = 0; start < scaled.length; start += classes) {
    const row = logProbabilities.subarray(start, start + classes);
    const highest = row.reduce((left, right) => Math.max(left, right));
    let sum = 0;
    for (const value of row) sum += Math.exp((value - highest) / temperature);
    for (const [index, value] of row.entries()) {
      scaled[start + index] = Math.exp((value - highest) / temperature) / sum;
    }
  }
  return scaled;
}
