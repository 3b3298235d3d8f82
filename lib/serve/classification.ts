/** From probabilities to the likeliest characters. */

/** A character and how likely it is, 0 to 1. */
interface LikelyCharacter {
  readonly character: string;
  readonly probability: number;
}

/**
 * Returns the likeliest character of each image and the `alternatives` next likeliest, rounded to five
 * decimals.
 *
 * @param probabilities `[count, classes]` row-major.
 */
export function classificationOf(
  probabilities: Float32Array,
  characters: readonly string[],
  alternatives: number,
) {
  const images: (LikelyCharacter & { alternatives: LikelyCharacter[] })[] = [];
  for (let start = 0; start < probabilities.length; start += characters.length) {
    const row = probabilities.subarray(start, start + characters.length);
    const [best, ...others] = Array.from(row, (probability, index) => ({ probability, index }))
      .sort((left, right) => right.probability - left.probability)
      .slice(0, 1 + alternatives)
      .map(({ probability, index }) => ({
        character: characters[index],
        probability: Number(probability.toFixed(5)),
      }));
    images.push({ ...best, alternatives: others });
  }
  return { images };
}
