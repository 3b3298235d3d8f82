/** The median: what most of some sizes are like, whatever the odd ones are. */

/** Returns the middle one of some numbers, the larger of two; 0 without a number. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;
}
