/** A model's answers on labelled images: the one input that every measure here starts from. */

/** Labels and class probabilities of `n` images. */
export interface Predictions {
  /** True class of each image, `[n]` uint8, 0 to `characters.length - 1`. */
  readonly labels: Uint8Array;
  /** Probability of each class, `[n, classes]` row-major float32, 0 to 1, each row summing to 1. */
  readonly probabilities: Float32Array;
  /** The character of each class, `[classes]`, all different. */
  readonly characters: readonly string[];
  /** Row of each image in its split, `[n]`; 0, 1, 2 … when missing. */
  readonly indices?: Uint32Array;
}

/** How far a row of probabilities may be from 1: reduced-precision softmax stays well inside. */
const ROW_SUM_TOLERANCE = 0.01;

/**
 * Throws unless the predictions are whole and sound.
 *
 * @throws {TypeError} when the lengths do not fit together.
 * @throws {RangeError} when there is no image, a character occurs twice, a label names no class, or
 * a row is no probability distribution (a diverged model answers NaN).
 */
export function checkPredictions({ labels, probabilities, characters }: Predictions): void {
  const classes = characters.length;
  const failure = "Cannot evaluate predictions: expected";
  if (labels.length === 0 || classes === 0) {
    throw new RangeError(
      `${failure} at least 1 image and 1 class but found ${labels.length} and ${classes}`,
    );
  }
  if (probabilities.length !== labels.length * classes) {
    const found = probabilities.length;
    throw new TypeError(
      `${failure} ${labels.length} x ${classes} probabilities but found ${found}`,
    );
  }
  const repeated = characters.find((character, index) => characters.indexOf(character) !== index);
  if (repeated !== undefined) {
    throw new RangeError(
      `${failure} a different character for each class but found "${repeated}" twice`,
    );
  }
  for (const [image, label] of labels.entries()) {
    const refuse = (expected: string, found: string) => {
      throw new RangeError(`${failure} ${expected} but found ${found} for image ${image}`);
    };
    if (label >= classes) refuse(`labels from 0 to ${classes - 1}`, `${label}`);
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    const wrong = row.find((probability) => !(probability >= 0 && probability <= 1));
    if (wrong !== undefined) refuse("probabilities from 0 to 1", `${wrong}`);
    const sum = row.reduce((total, probability) => total + probability, 0);
    if (Math.abs(sum - 1) > ROW_SUM_TOLERANCE) {
      refuse("probabilities that sum to 1", `a sum of ${sum}`);
    }
  }
}

/** Returns the most probable class of each image, `[n]` uint8; of equals, the lowest class. */
export function predictedClasses({ labels, probabilities, characters }: Predictions): Uint8Array {
  const classes = characters.length;
  return Uint8Array.from(labels, (_, image) => {
    let best = 0;
    for (let candidate = 1; candidate < classes; candidate++) {
      if (probabilities[image * classes + candidate] > probabilities[image * classes + best]) {
        best = candidate;
      }
    }
    return best;
  });
}

/** Returns the probability of each image's predicted class, `[n]` float32, 0 to 1. */
export function confidences(predictions: Predictions): Float32Array {
  const classes = predictions.characters.length;
  return Float32Array.from(
    predictedClasses(predictions),
    (predicted, image) => predictions.probabilities[image * classes + predicted],
  );
}

/** Returns the probability that each image's true class was given, `[n]` float32, 0 to 1. */
export function trueProbabilities(
  { labels, probabilities, characters }: Predictions,
): Float32Array {
  return Float32Array.from(
    labels,
    (label, image) => probabilities[image * characters.length + label],
  );
}

/** Returns 1 for each image whose predicted class is the true one and 0 for the others, `[n]`. */
export function correctness(predictions: Predictions): Uint8Array {
  const { labels } = predictions;
  return predictedClasses(predictions).map((predicted, image) =>
    predicted === labels[image] ? 1 : 0
  );
}
