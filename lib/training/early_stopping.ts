/** Stopping when the validation loss has not fallen for some epochs. */

/**
 * Returns a watch that takes the validation loss of each epoch and returns whether training is to
 * stop: after `patience` epochs in a row without a smaller loss, as Keras's `EarlyStopping` does with
 * `min_delta=0`. A loss that is not a number counts as no smaller.
 *
 * @param patience A whole number of epochs, 1 or more.
 * @throws {RangeError} when the patience is another number.
 */
export function createEarlyStopping(patience: number): (validationLoss: number) => boolean {
  if (!Number.isInteger(patience) || patience < 1) {
    throw new RangeError(
      `Cannot stop early: expected a patience of 1 epoch or more but found ${patience}`,
    );
  }
  let best = Infinity;
  let waited = 0;
  return (validationLoss) => {
    const isBest = validationLoss < best;
    if (isBest) best = validationLoss;
    waited = isBest ? 0 : waited + 1;
    return waited >= patience;
  };
}
