/** Stopping when the validation loss has not fallen for some epochs. */

/** Options of {@linkcode createEarlyStopping}. */
export interface EarlyStoppingOptions {
  /** Epochs in a row without a better validation loss after which training stops, 1 or more. */
  readonly patience: number;
}

/** All that a checkpoint has to keep of an {@linkcode EarlyStopping}; plain JSON. */
export interface EarlyStoppingState {
  /** Smallest validation loss so far, or null before the first. */
  readonly best: number | null;
  /** Epochs since the smallest loss. */
  readonly waited: number;
}

/** What one epoch's validation loss means. */
export interface EarlyStoppingVerdict {
  /** True when no epoch before had so small a loss: its weights are the ones to keep. */
  readonly best: boolean;
  /** True when the patience has run out. */
  readonly stop: boolean;
}

/** Watches the validation loss; made by {@linkcode createEarlyStopping}. */
export interface EarlyStopping {
  /** Takes the validation loss of an epoch; one that is not a number counts as no better. */
  observe(validationLoss: number): EarlyStoppingVerdict;
  /** Returns what {@linkcode createEarlyStopping} needs to go on from here. */
  state(): EarlyStoppingState;
}

/**
 * Creates a watch that stops training after `patience` epochs in a row without a smaller validation
 * loss, as Keras's `EarlyStopping` does with `min_delta=0`.
 *
 * @param state Where an earlier watch stopped; without it, a fresh start.
 * @throws RangeError when the patience is not a whole number of 1 or more.
 */
export function createEarlyStopping(
  options: EarlyStoppingOptions,
  state?: EarlyStoppingState,
): EarlyStopping {
  const { patience } = options;
  if (!Number.isInteger(patience) || patience < 1) {
    throw new RangeError(
      `Cannot stop early: expected a patience of 1 epoch or more but found ${patience}`,
    );
  }
  let { best, waited } = state ?? { best: null, waited: 0 };
  return {
    observe(validationLoss) {
      const isBest = best === null ? !Number.isNaN(validationLoss) : validationLoss < best;
      if (isBest) best = validationLoss;
      waited = isBest ? 0 : waited + 1;
      return { best: isBest, stop: waited >= patience };
    },
    state: () => ({ best, waited }),
  };
}
