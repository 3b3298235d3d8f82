/** Predictions of an imagined model on the 47 characters, with the confusions that EMNIST is known for. */

import type { Predictions } from "../../lib/evaluation/predictions.ts";
import { createRandom } from "../../lib/random.ts";

/** The characters of EMNIST Balanced, in class order. */
export const BALANCED_CHARACTERS: readonly string[] = [
  ..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt",
];

/** Characters that are written alike, and how strongly the second one tempts a reader of the first. */
const LOOK_ALIKES: readonly (readonly [string, string, number])[] = [
  ...([["0", "O", 4.2], ["O", "0", 3.7], ["O", "D", 1], ["1", "I", 3], ["1", "L", 2.6]] as const),
  ...([["I", "1", 3.1], ["I", "L", 3.2], ["L", "1", 3.6], ["L", "I", 2.4], ["F", "f", 4]] as const),
  ...([["f", "F", 3.6], ["q", "9", 3.4], ["g", "9", 2.6], ["9", "g", 2.3], [
    "9",
    "q",
    2.2,
  ]] as const),
  ...([["g", "q", 2], ["q", "g", 1.5], ["5", "S", 2], ["S", "5", 1.9], ["2", "Z", 1.7]] as const),
  ...([["Z", "2", 1.6], ["U", "V", 1], ["V", "U", 1.2], ["a", "Q", 0.8], ["6", "b", 0.7]] as const),
  ...([["Y", "4", 0.6], ["4", "9", 0.5], ["h", "n", 0.6], ["t", "T", 0.4], [
    "e",
    "C",
    0.3,
  ]] as const),
];

/** Returns `imagesPerClass` predictions a class, class after class; equal seeds give equal ones. */
export function examplePredictions(imagesPerClass = 40, seed = 0): Predictions {
  const characters = BALANCED_CHARACTERS;
  const classes = characters.length;
  const random = createRandom(seed);
  const labels = new Uint8Array(classes * imagesPerClass);
  const probabilities = new Float32Array(labels.length * classes);
  for (let image = 0; image < labels.length; image++) {
    const label = Math.floor(image / imagesPerClass);
    labels[image] = label;
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    for (let other = 0; other < classes; other++) row[other] = 1.1 * random.normal();
    row[label] += 5 + 1.3 * random.normal();
    for (const [written, temptation, strength] of LOOK_ALIKES) {
      if (written !== characters[label]) continue;
      row[characters.indexOf(temptation)] += strength + 1.5 * random.normal();
    }
    // A sharpness above 1 makes the model surer of itself than it has a right to be.
    const weights = row.map((logit) => Math.exp(1.4 * logit));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    row.set(weights.map((weight) => weight / sum));
  }
  return { labels, probabilities, characters };
}
