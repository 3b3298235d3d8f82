/** Reducing the learning rate when the validation loss stops falling. */

/** Options of {@linkcode createPlateau}. */
export interface PlateauOptions {
  /** What the learning rate is multiplied by, above 0 and below 1. */
  readonly factor: number;
  /** Epochs in a row without a smaller validation loss after which it is reduced, 1 or more. */
  readonly patience: number;
  /** Smallest multiplier, 0 to 1. */
  readonly minimum: number;
}

/**
 * Returns a watch that takes the validation loss of each epoch and returns the multiplier of the
 * learning rate from there on, 0 to 1: it falls by `factor` after every `patience` epochs without a
 * smaller loss, as in Keras's `ReduceLROnPlateau` with `min_delta=0`. A loss that is not a number
 * counts as no smaller.
 *
 * @throws {RangeError} when an option is out of range.
 */
export function createPlateau(options: PlateauOptions): (validationLoss: number) => number {
  const { factor, patience, minimum } = options;
  if (!(factor > 0 && factor < 1)) {
    throw new RangeError(
      `Cannot reduce on a plateau: expected a factor above 0 and below 1 but found ${factor}`,
    );
  }
  if (!Number.isInteger(patience) || patience < 1) {
    throw new RangeError(
      `Cannot reduce on a plateau: expected a patience of 1 epoch or more but found ${patience}`,
    );
  }
  if (!(minimum >= 0 && minimum <= 1)) {
    throw new RangeError(
      `Cannot reduce on a plateau: expected a minimum from 0 to 1 but found ${minimum}`,
    );
  }
  let best = Infinity;
  let waited = 0;
  let multiplier = 1;
  return (validationLoss) => {
    if (validationLoss < best) {
      best = validationLoss;
      waited = 0;
    } else {
      waited += 1;
    }
    if (waited >= patience) {
      multiplier = Math.max(minimum, multiplier * factor);
      waited = 0;
    }
    return multiplier;
  };
}
