/**
 * Priors: how frequent the classes are taken to be. Models here are trained as if all were equally
 * frequent; what is known of a text belongs in at prediction, not in the weights.
 */

/** What may be taken to be equally frequent: classes, or characters, of which a class may hold two. */
export const PRIOR_NAMES = ["classes", "characters"] as const;

/** One of {@linkcode PRIOR_NAMES}. */
export type PriorName = typeof PRIOR_NAMES[number];

/**
 * Returns how many characters each class stands for, `[classCount]` float32: 2 for a capital whose
 * small letter has no class of its own and shares this one, in classes that tell other small letters
 * apart; else 1. Of the 47 classes of `balanced` 15 hold two.
 *
 * @param characters The character of each class.
 */
export function charactersPerClass(characters: readonly string[]): Float32Array<ArrayBuffer> {
  const isCapital = (character: string) => character !== character.toLowerCase();
  const hasSmallLetters = characters.some((character) => character !== character.toUpperCase());
  return Float32Array.from(
    characters,
    (character) =>
      hasSmallLetters && isCapital(character) && !characters.includes(character.toLowerCase())
        ? 2
        : 1,
  );
}

/**
 * Returns probabilities under another prior, `[n, classes]` row-major float32: each multiplied by its
 * class's weight, and each row then divided by its sum (Bayes' rule for a model whose own prior is
 * even).
 *
 * @param probabilities `[n, classes]`, each row a distribution.
 * @param weights `[classes]`, above 0; only their ratios count.
 * @throws {TypeError} when the probabilities make no whole rows.
 * @throws {RangeError} when a weight is not above 0.
 */
export function applyPrior(
  probabilities: Float32Array,
  weights: Float32Array,
): Float32Array<ArrayBuffer> {
  const classCount = weights.length;
  if (probabilities.length % classCount !== 0) {
    throw new TypeError(
      `Cannot apply a prior: expected rows of ${classCount} but found ${probabilities.length} values`,
    );
  }
  const wrong = weights.find((weight) => !(weight > 0 && weight < Infinity));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot apply a prior: expected weights above 0 but found ${wrong}`);
  }
  const adjusted = new Float32Array(probabilities.length);
  for (let start = 0; start < adjusted.length; start += classCount) {
    let sum = 0;
    for (let column = 0; column < classCount; column += 1) {
      adjusted[start + column] = probabilities[start + column] * weights[column];
      sum += adjusted[start + column];
    }
    for (let column = 0; column < classCount; column += 1) adjusted[start + column] /= sum;
  }
  return adjusted;
}
