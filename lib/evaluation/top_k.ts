/** Whether the true class is among a model's first few guesses. */

import type { Predictions } from "./predictions.ts";

/**
 * Returns the rank of each image's true class among its probabilities, `[n]` uint8, 1 to classes.
 *
 * Rank 1 is the predicted class. Of equal probabilities the lowest class ranks first, so that rank
 * 1 always means that the prediction was right.
 */
export function trueRanks({ labels, probabilities, characters }: Predictions): Uint8Array {
  const classes = characters.length;
  return Uint8Array.from(labels, (label, image) => {
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    let rank = 1;
    for (const [candidate, probability] of row.entries()) {
      const ahead = probability > row[label] ||
        (probability === row[label] && candidate < label);
      if (ahead) rank++;
    }
    return rank;
  });
}

/**
 * Returns the share of images whose true class is among the `k` most probable ones, 0 to 1.
 *
 * As scikit-learn's `top_k_accuracy_score` except for equal probabilities, of which the lowest
 * class ranks first here. With `k` at or above the number of classes it is 1; of no image at all
 * (0/0), 0.
 *
 * @throws {RangeError} unless `k` is a whole number from 1.
 */
export function topKAccuracy(predictions: Predictions, k: number): number {
  if (!Number.isInteger(k) || k < 1) {
    throw new RangeError(`Cannot measure top-k accuracy: expected k from 1 but found ${k}`);
  }
  const ranks = trueRanks(predictions);
  const hits = ranks.reduce((count, rank) => rank <= k ? count + 1 : count, 0);
  return ranks.length === 0 ? 0 : hits / ranks.length;
}

/**
 * Returns each image's `k` most probable classes, best first, `[n, k]` row-major uint8.
 *
 * Of equal probabilities the lowest class comes first.
 *
 * @throws {RangeError} unless `k` is a whole number from 1 to the number of classes.
 */
export function topKClasses(predictions: Predictions, k: number): Uint8Array {
  const { labels, probabilities, characters } = predictions;
  const classes = characters.length;
  if (!Number.isInteger(k) || k < 1 || k > classes) {
    throw new RangeError(
      `Cannot rank classes: expected k from 1 to ${classes} but found ${k}`,
    );
  }
  const best = new Uint8Array(labels.length * k);
  for (let image = 0; image < labels.length; image++) {
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    rankInto(best.subarray(image * k, (image + 1) * k), row);
  }
  return best;
}

/** Fills `best` with the classes of its length's highest probabilities, by insertion. */
function rankInto(best: Uint8Array, row: Float32Array): void {
  let filled = 0;
  for (const [candidate, probability] of row.entries()) {
    if (filled === best.length && probability <= row[best[filled - 1]]) continue;
    let place = filled < best.length ? filled++ : filled - 1;
    while (place > 0 && probability > row[best[place - 1]]) {
      best[place] = best[place - 1];
      place--;
    }
    best[place] = candidate;
  }
}
