/** Where words end: by the white space between characters, or by the empty boxes of a form. */

import type { LineLattice } from "./lattice.ts";

/** White space at which a word is as likely to end as not, in heights of a character. */
const WORD_GAP = 0.55;

/** The same between the boxes of a form, in heights of a box: neighbours share a wall. */
const BOX_GAP = 0.3;

/** What changes the odds by a nat, in the same heights. */
const GAP_SCALE = 0.06;

/** Returns the natural logarithm of the odds that words are parted at each cut, `[cutCount]`. */
export function wordGapOdds({ gaps, cells }: LineLattice): Float64Array {
  const even = cells ? BOX_GAP : WORD_GAP;
  return Float64Array.from(gaps, (gap) => (gap - even) / GAP_SCALE);
}
