/** What every model of this project is created from. */

/** Options of a model. */
export interface ModelOptions {
  /** Whole number that fixes the initial weights. */
  readonly seed: number;
  /**
   * Number of classes, 2 or more.
   *
   * @default {47}
   */
  readonly classCount?: number;
}

/**
 * Checks the options of a model.
 *
 * @param name The model's name, for the error.
 * @throws {RangeError} when `seed` is not a whole number or `classCount` is not one of at least 2
 */
export function checkModelOptions(
  name: string,
  { seed, classCount = 47 }: ModelOptions,
): Required<ModelOptions> {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(
      `Cannot create the model ${name}: expected a whole seed but found ${seed}`,
    );
  }
  if (!Number.isSafeInteger(classCount) || classCount < 2) {
    throw new RangeError(
      `Cannot create the model ${name}: expected 2 or more classes but found ${classCount}`,
    );
  }
  return { seed, classCount };
}
