/**
 * Seeded random numbers, the same on every machine: every shuffle and every distortion draws from one.
 *
 * The generator is xoshiro128** 1.1 and its seeding is SplitMix64, both by David Blackman and
 * Sebastiano Vigna: "Scrambled Linear Pseudorandom Number Generators", ACM Transactions on
 * Mathematical Software 47(4), 2021, https://prng.di.unimi.it.
 */

/** A stream of random numbers. */
export interface Random {
  /** Returns a whole number from 0 to 2³² - 1, all equally likely. */
  uint32(): number;
  /** Returns a number in [0, 1), a multiple of 2⁻³². */
  next(): number;
  /** Returns a number of the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
  /**
   * Returns a whole number from 0 to `limit - 1`, all equally likely.
   *
   * @throws {RangeError} unless `limit` is a whole number from 1 to 2³².
   */
  integer(limit: number): number;
}

const TWO_TO_32 = 2 ** 32;

/**
 * Creates a generator; equal seeds give equal streams, neighbouring seeds unrelated ones.
 *
 * @throws {RangeError} unless `seed` is a whole number from 0 to 2⁵³ - 1.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot create a random generator: expected a whole seed from 0 to 2^53 - 1 but found ${seed}`,
    );
  }
  return new Xoshiro128StarStar(splitMix64(seed));
}

/** The generator from a state of `[4]` uint32 that are not all 0. */
export class Xoshiro128StarStar implements Random {
  readonly #state: Uint32Array<ArrayBuffer>;

  constructor(state: Uint32Array<ArrayBuffer>) {
    this.#state = state;
  }

  uint32(): number {
    const state = this.#state;
    const second = state[1];
    const result = Math.imul(rotateLeft(Math.imul(second, 5), 7), 9) >>> 0;
    state[2] ^= state[0];
    state[3] ^= second;
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= second << 9;
    state[3] = rotateLeft(state[3], 11);
    return result;
  }

  next(): number {
    return this.uint32() / TWO_TO_32;
  }

  /** Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958; cosine half only. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  integer(limit: number): number {
    if (!Number.isInteger(limit) || limit < 1 || limit > TWO_TO_32) {
      throw new RangeError(
        `Cannot draw a random integer: expected a whole limit from 1 to 2^32 but found ${limit}`,
      );
    }
    // Numbers of the last, incomplete interval are drawn again: they would favour small results.
    const complete = TWO_TO_32 - TWO_TO_32 % limit;
    let drawn = this.uint32();
    while (drawn >= complete) drawn = this.uint32();
    return drawn % limit;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Returns the first two outputs of SplitMix64, low words first, as `[4]` uint32. */
export function splitMix64(seed: number): Uint32Array<ArrayBuffer> {
  const outputs = new BigUint64Array(2);
  let position = BigInt(seed);
  for (let index = 0; index < outputs.length; index += 1) {
    position = BigInt.asUintN(64, position + 0x9e3779b97f4a7c15n);
    let mixed = position;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    outputs[index] = mixed ^ (mixed >> 31n);
  }
  const state = new Uint32Array(4);
  outputs.forEach((output, index) => {
    state[2 * index] = Number(output & 0xffffffffn);
    state[2 * index + 1] = Number(output >> 32n);
  });
  return state;
}
