/** What was read: a picture's lines, their words and their characters, each with a confidence. */

import type { Box } from "./lattice.ts";

/** Something else that a character may be. */
export interface Alternative {
  /** The other character. */
  readonly text: string;
  /** Probability that it stands there, 0 to 1. */
  readonly confidence: number;
}

/** A part of a picture that was read. */
export interface ReadPart {
  /** What it says. */
  readonly text: string;
  /** Probability that exactly this stands there, 0 to 1. */
  readonly confidence: number;
  /** Where, in pixels of the upright picture. */
  readonly box: Box;
}

/**
 * A character. The text is that of the best single way through its line, its confidence counts all
 * ways: an alternative may be likelier where the word as a whole fitted better.
 */
export interface ReadCharacter extends ReadPart {
  /** What else it may be, at least 1 % each, the likeliest first; at most four. */
  readonly alternatives: readonly Alternative[];
}

/** A word. */
export interface ReadWord extends ReadPart {
  /** Its characters, from left to right. */
  readonly characters: readonly ReadCharacter[];
}

/** A line, its words parted by blanks. */
export interface ReadLine extends ReadPart {
  /** Its words, from left to right. */
  readonly words: readonly ReadWord[];
}
