/** From the lattices of a page's lines to its text. */

import { IMAGE_PIXELS } from "../datasets/dataset.ts";
import { keepWriting, rateLine } from "./keep_writing.ts";
import type { LineLattice } from "./lattice.ts";
import { type LineOptions, readLattice } from "./read_lattice.ts";
import type { ReadLine } from "./read_text.ts";

/** What reads a page's candidates: a network, on any backend or in a browser. */
export interface PageOptions extends LineOptions {
  /**
   * Returns the network's probabilities, `[count, classes]` row-major, for `[count, 28, 28]` uint8
   * images; both in the order of {@linkcode LineOptions.characters}.
   */
  readonly predict: (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array>;
}

/**
 * Reads the lines of a page, asking the network once; lines that cannot be read, and those that are
 * no writing, are left out.
 */
export async function readPage(
  lattices: readonly LineLattice[],
  { predict, ...options }: PageOptions,
): Promise<ReadLine[]> {
  const candidates = lattices.flatMap((lattice) => lattice.candidates);
  const images = new Uint8Array(candidates.length * IMAGE_PIXELS);
  candidates.forEach(({ image }, index) => images.set(image, index * IMAGE_PIXELS));
  const probabilities = await predict(images);
  const classes = options.characters.length;
  let start = 0;
  return keepWriting(lattices.flatMap((lattice) => {
    const end = start + lattice.candidates.length * classes;
    const own = probabilities.subarray(start, end);
    const line = readLattice(lattice, own, options);
    start = end;
    return line === undefined ? [] : rateLine(line, lattice, own, classes);
  }));
}
