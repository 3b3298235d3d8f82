/** Several models' answers on the same images as those of one: the mean of their probabilities. */

import type { Predictions } from "./predictions.ts";

/**
 * Returns the mean of the probabilities that models gave the same images, each model counted alike:
 * `probabilities[image, label] = (1 / m) sum over m models`.
 *
 * @param members One entry a model, at least one, about the same images in the same order.
 * @throws {TypeError} when there is no entry, or labels or characters are not the same in all.
 *
 * @example
 * ```ts
 * import { meanPredictions } from "./mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const image = { labels: Uint8Array.of(1), characters: ["0", "O"] };
 * const { probabilities } = meanPredictions([
 *   { ...image, probabilities: Float32Array.of(0.75, 0.25) },
 *   { ...image, probabilities: Float32Array.of(0.25, 0.75) },
 * ]);
 * assertEquals(probabilities, Float32Array.of(0.5, 0.5));
 * ```
 */
export function meanPredictions(members: readonly Predictions[]): Predictions {
  const [first, ...others] = members;
  if (first === undefined) {
    throw new TypeError("Cannot average predictions: expected at least 1 model but found 0");
  }
  for (const { labels, characters, probabilities } of others) {
    const isSame = probabilities.length === first.probabilities.length &&
      labels.length === first.labels.length &&
      labels.every((label, image) => label === first.labels[image]) &&
      characters.join("\n") === first.characters.join("\n");
    if (isSame) continue;
    throw new TypeError(
      "Cannot average predictions: expected the same images, labels and classes of every model",
    );
  }
  return {
    ...first,
    probabilities: meanProbabilities(members.map(({ probabilities }) => probabilities)),
  };
}

/**
 * Returns the mean of what models answered, float32, summed in float64.
 *
 * @param answers Of at least one model, `[images, classes]` row-major, all of one shape.
 */
export function meanProbabilities(
  answers: readonly Float32Array[],
): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(answers[0].length);
  for (const probabilities of answers) {
    probabilities.forEach((probability, index) => sums[index] += probability);
  }
  return Float32Array.from(sums, (sum) => sum / answers.length);
}
