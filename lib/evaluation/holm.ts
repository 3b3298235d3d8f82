/** Holm's correction: many comparisons at once without many false alarms. */

/**
 * Returns p-values adjusted so that calling those below a level significant raises even one false
 * alarm among them at most that often, in the order given.
 *
 * With the p-values ascending, the `k`-th of `m` becomes the highest of `(m - j + 1) p_j` for
 * `j ≤ k`, at most 1 (Holm, Scandinavian Journal of Statistics 6, 1979). It needs no independence.
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const ascending = pValues
    .map((pValue, index) => ({ pValue, index }))
    .sort((first, second) => first.pValue - second.pValue);
  const adjusted = [...pValues];
  let highest = 0;
  for (const [rank, { pValue, index }] of ascending.entries()) {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * pValue));
    adjusted[index] = highest;
  }
  return adjusted;
}
