/** How well pages of text were read: error rates, what was taken for what, and what confidence is worth. */

import type { Interval } from "./accuracy_interval.ts";
import { bootstrapStatistics, percentileInterval, type UniformRandom } from "./bootstrap.ts";
import { alignTexts } from "./text_alignment.ts";

/** A character that was read, with the probability that it is right. */
export interface ScoredCharacter {
  readonly text: string;
  readonly confidence: number;
  /** What else it may be, the likeliest first. */
  readonly alternatives?: readonly string[];
  /** Index of its line among those that were read. */
  readonly line?: number;
}

/** A page with what stands on it and what was read. */
export interface ScoredPage {
  readonly file: string;
  /** How the page looks; error rates are told apart by it. */
  readonly style: string;
  /** The lines that stand there, each with the kind of its words. */
  readonly truth: readonly { readonly kind: string; readonly text: string }[];
  /** What was read, line after line, with blanks between words and lines; their confidence counts not. */
  readonly read: readonly ScoredCharacter[];
}

/** A truth's character, what was read for it, and how sure the reading was; "" where one is missing. */
export interface ReadPair {
  readonly kind: string;
  readonly truth: string;
  readonly read: string;
  /** 0 where nothing was read. */
  readonly confidence: number;
  /** Whether the truth was among the alternatives. */
  readonly wasConsidered: boolean;
  /** Index of the line that was being read. */
  readonly line: number;
}

/** A page's errors. */
export interface PageScore {
  readonly page: ScoredPage;
  /** Letters and digits alone, capitals and small letters alike. */
  readonly pairs: readonly ReadPair[];
  readonly characters: number;
  readonly errors: number;
  /** The same with case and the blanks between words. */
  readonly strictCharacters: number;
  readonly strictErrors: number;
}

/** Error rates over some pages, 0 to 1 and above where much was read that is not there. */
export interface ErrorRates {
  readonly name: string;
  readonly pages: number;
  readonly characters: number;
  /** Errors over characters: letters and digits alone, case and blanks ignored. */
  readonly rate: number;
  /** 95 % interval of the rate for other pages of the kind. */
  readonly interval: Interval;
  /** The rate with case and the blanks between words. */
  readonly strictRate: number;
}

/** Compares one page's text with its truth. */
export function scorePage(page: ScoredPage): PageScore {
  const truth = page.truth.flatMap(({ kind, text }) =>
    [...text].filter(isLetterOrDigit).map((character) => ({ kind, text: character }))
  );
  const read = page.read.filter(({ text }) => isLetterOrDigit(text));
  const capitals = (characters: readonly { readonly text: string }[]) =>
    characters.map(({ text }) => text.toUpperCase());
  let kind = page.truth[0]?.kind ?? "";
  let line = 0;
  const pairs = alignTexts(capitals(truth), capitals(read)).map((pair): ReadPair => {
    if (pair.truth >= 0) kind = truth[pair.truth].kind;
    const { text = "", confidence = 0, alternatives = [] } = read[pair.read] ?? {};
    line = read[pair.read]?.line ?? line;
    const stands = truth[pair.truth]?.text ?? "";
    const wasConsidered = alternatives.some((other) => !isWrong({ truth: stands, read: other }));
    return { kind, truth: stands, read: text, confidence, wasConsidered, line };
  });
  const strictTruth = [...page.truth.map(({ text }) => text.trim()).join(" ")];
  const strictRead = page.read.map(({ text }) => text);
  const strictPairs = alignTexts(strictTruth, strictRead);
  return {
    page,
    pairs,
    characters: truth.length,
    errors: pairs.filter(isWrong).length,
    strictCharacters: strictTruth.length,
    strictErrors:
      strictPairs.filter((pair) => strictTruth[pair.truth] !== strictRead[pair.read]).length,
  };
}

/** Whether a pair is an error: in the letter or digit, not in its case. */
export function isWrong({ truth, read }: Pick<ReadPair, "truth" | "read">): boolean {
  return truth.toUpperCase() !== read.toUpperCase();
}

function isLetterOrDigit(character: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(character);
}

/**
 * Sums up pages under a name, with a percentile bootstrap over the pages for the interval: pages of
 * one hand stand and fall together, their characters are not independent.
 *
 * @throws {RangeError} without a page.
 */
export function errorRates(
  name: string,
  pages: readonly PageScore[],
  random: UniformRandom,
): ErrorRates {
  const sumOf = (value: (page: PageScore) => number) =>
    pages.reduce((sum, page) => sum + value(page), 0);
  const characters = sumOf((page) => page.characters);
  const statistics = bootstrapStatistics(pages.length, (draw) => {
    let [errors, drawn] = [0, 0];
    for (const index of draw) {
      errors += pages[index].errors;
      drawn += pages[index].characters;
    }
    return errors / Math.max(1, drawn);
  }, random);
  return {
    name,
    characters,
    pages: pages.length,
    rate: sumOf((page) => page.errors) / Math.max(1, characters),
    interval: percentileInterval(statistics),
    strictRate: sumOf((page) => page.strictErrors) /
      Math.max(1, sumOf((page) => page.strictCharacters)),
  };
}

/** Returns the pairs of a kind as pages of their own; their strict figures are left at 0. */
export function keepKind(pages: readonly PageScore[], kind: string): PageScore[] {
  return pages.map((score) => {
    const pairs = score.pairs.filter((pair) => pair.kind === kind);
    return {
      page: score.page,
      pairs,
      characters: pairs.filter(({ truth }) => truth !== "").length,
      errors: pairs.filter(isWrong).length,
      strictCharacters: 0,
      strictErrors: 0,
    };
  }).filter(({ characters }) => characters > 0);
}
