/** The guesses at a character, with real examples to compare it with. */

import type { AppData, Guess } from "./messages.ts";
import type { ExampleSearch } from "./nearest_examples.ts";

/** Guesses shown, the look-alikes of the first among them. */
const GUESS_COUNT = 4;

/** Real examples shown for each guess. */
const EXAMPLE_COUNT = 4;

/**
 * Returns the likeliest guess, then its look-alikes and what else is likely, the most probable
 * first.
 *
 * @param image `[28, 28]` uint8.
 * @param alternatives What it may be, in any order, without doubles.
 */
export function createGuesses(
  image: Uint8Array,
  alternatives: readonly Omit<Guess, "examples">[],
  { data: { characters, groups }, examples }: {
    readonly data: Pick<AppData, "characters" | "groups">;
    readonly examples: ExampleSearch;
  },
): Guess[] {
  const byConfidence = alternatives.toSorted((left, right) => right.confidence - left.confidence);
  const [best, ...others] = byConfidence;
  const group = groups.find((group) => group.includes(best.text)) ?? [];
  const isAlike = ({ text }: { readonly text: string }) => group.includes(text);
  return [best, ...others.filter(isAlike), ...others.filter((other) => !isAlike(other))]
    .slice(0, GUESS_COUNT)
    .sort((left, right) => right.confidence - left.confidence)
    .map(({ text, confidence }) => ({
      text,
      confidence,
      examples: examples.nearest(image, labelOf(text, characters), EXAMPLE_COUNT),
    }));
}

/** Small letters that look like their capitals share a class with them; -1 for no class. */
function labelOf(text: string, characters: readonly string[]): number {
  const label = characters.indexOf(text);
  return label === -1 ? characters.indexOf(text.toUpperCase()) : label;
}
