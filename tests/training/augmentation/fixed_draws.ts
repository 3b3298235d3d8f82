/** A random stream that gives the numbers of a golden file, for tests that must know every draw. */

import { createRandom, type Random } from "../../../lib/random.ts";

/** Returns a stream whose `next()` gives `draws` in order and then throws. */
export function createFixedDraws(draws: readonly number[]): Random {
  let used = 0;
  return {
    ...createRandom(0),
    next() {
      if (used === draws.length) throw new RangeError(`Cannot draw more than ${used} numbers`);
      used += 1;
      return draws[used - 1];
    },
  };
}
