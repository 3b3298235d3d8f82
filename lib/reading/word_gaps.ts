/** Where words end: by the white space between characters, or by the empty boxes of a form. */

import type { LineLattice } from "./lattice.ts";

/** White space at which a word is as likely to end as not, in heights of a character. */
const WORD_GAP = 0.55;

/** What changes the odds of that by a nat. */
const WORD_GAP_SCALE = 0.06;

/** The same for a form's boxes: distances between middles of characters, in boxes. */
const BOX_STEP = 1.5;
const BOX_STEP_SCALE = 0.1;

/** Returns the natural logarithm of the odds that words are parted at each cut, `[cutCount]`. */
export function wordGapOdds(lattice: LineLattice): Float64Array {
  const odds = Float64Array.from(lattice.gaps, (gap) => (gap - WORD_GAP) / WORD_GAP_SCALE);
  if (!lattice.cells) return odds;
  const steps = cutSteps(lattice);
  const width = median([...steps.values()]);
  for (const [cut, step] of steps) odds[cut] = (step / width - BOX_STEP) / BOX_STEP_SCALE;
  return odds;
}

/** Returns how far apart the middles of the narrowest candidates on both sides of each cut are. */
function cutSteps({ candidates }: LineLattice): Map<number, number> {
  const before = new Map<number, number>();
  const after = new Map<number, number>();
  const byWidth = candidates.toSorted((left, right) => right.box.width - left.box.width);
  for (const { from, to, box } of byWidth) {
    before.set(to, box.x + box.width / 2);
    after.set(from, box.x + box.width / 2);
  }
  const steps = new Map<number, number>();
  for (const [cut, left] of before) {
    const right = after.get(cut);
    if (right !== undefined) steps.set(cut, right - left);
  }
  return steps;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 1;
}
