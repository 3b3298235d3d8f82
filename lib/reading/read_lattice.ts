/** From a line's lattice and the network's probabilities to its text. */

import { ALPHABET, otherCase, symbolClasses } from "./alphabet.ts";
import { fitLine } from "./fit_line.ts";
import { placeLogLikelihoods } from "./character_places.ts";
import type { Box, GuideLines, LineLattice } from "./lattice.ts";
import { type SearchCandidate, type SearchLine, searchLine } from "./line_search.ts";
import { describeBestWay } from "./best_way.ts";
import type { ReadLine } from "./read_text.ts";
import { wordGapOdds } from "./word_gaps.ts";
import type { WordKinds } from "./word_kinds.ts";
import { applyTemperature, logProbabilities } from "../training/temperature.ts";

/**
 * How much each source of evidence counts; fitted on pages composed of 14 people's letters
 * (`tests/reading/composed_pages.ts`).
 */
export interface EvidenceWeights {
  /**
   * Temperature at which the network's probabilities are taken: on strange hands, and on pieces that
   * are no character, it is surer than it is right, however well it is calibrated on EMNIST.
   */
  readonly temperature: number;
  /** Of a character's height, position and width. */
  readonly place: number;
  /** Of what the segmentation holds against a candidate. */
  readonly segmentation: number;
  /** Share of the probability of a letter's other case that counts for it. */
  readonly otherCase: number;
  /**
   * Added for every character: a posterior of `n` classes is a likelihood divided by about `n` times
   * that of any ink, ln 47 = 3.85; less, since pieces of characters are not any ink.
   */
  readonly character: number;
}

export const defaultWeights: EvidenceWeights = {
  temperature: 1.5,
  place: 0.3,
  segmentation: 1,
  otherCase: 0.02,
  character: 2.75,
};

/** Probabilities below this are not told apart: a network is never that sure with reason. */
const SMALLEST_PROBABILITY = 5e-4;

/** Symbols so far below a candidate's likeliest, in nats, are not tried. */
const LARGEST_DEFICIT = 8;

/** What restricts and steers the reading of a line. */
export interface LineOptions {
  readonly kinds: WordKinds;
  /** Characters of the network's classes. */
  readonly characters: readonly string[];
  readonly weights?: EvidenceWeights;
}

/**
 * Reads a line.
 *
 * @param probabilities The network's, `[candidates, classes]` row-major.
 */
export function readLattice(
  lattice: LineLattice,
  probabilities: Float32Array,
  { kinds, characters, weights = defaultWeights }: LineOptions,
): ReadLine | undefined {
  const readOn = (line: GuideLines) =>
    describeBestWay(
      lattice,
      searchLine(createSearchLine(lattice, line, probabilities, characters, weights), kinds),
    );
  const first = readOn(lattice);
  const line = fitLine(first?.words.flatMap((word) => word.characters) ?? []);
  return line === undefined || isClose(line, lattice, lattice.box) ? first : readOn(line);
}

/** Whether two lines differ by less than a tenth of a capital's height along the box. */
function isClose(left: GuideLines, right: GuideLines, box: Box): boolean {
  const tolerance = 0.1 * (right.baseLine - right.topLine);
  return [box.x, box.x + box.width].every((x) => {
    const fall = (left.slope - right.slope) * x;
    return Math.abs(left.baseLine - right.baseLine + fall) < tolerance &&
      Math.abs(left.topLine - right.topLine + fall) < tolerance;
  });
}

function createSearchLine(
  lattice: LineLattice,
  line: GuideLines,
  probabilities: Float32Array,
  characters: readonly string[],
  weights: EvidenceWeights,
): SearchLine {
  const classes = symbolClasses(characters);
  const odds = wordGapOdds(lattice);
  const softened = applyTemperature(
    logProbabilities(probabilities),
    characters.length,
    weights.temperature,
  );
  return {
    cutCount: lattice.cutCount,
    candidates: lattice.candidates.map((candidate, index): SearchCandidate => {
      const start = index * characters.length;
      const row = softened.subarray(start, start + characters.length);
      const places = placeLogLikelihoods(candidate.box, line);
      const logs = Float64Array.from(ALPHABET, (_, symbol) => {
        const probability = probabilityOf(row, classes, symbol, weights.otherCase);
        return Math.log(probability) + weights.place * places[symbol] +
          weights.character - weights.segmentation * candidate.cost;
      });
      return { from: candidate.from, to: candidate.to, ...likeliest(logs) };
    }),
    partedLogs: odds.map((value) => -Math.log1p(Math.exp(-value))),
    joinedLogs: odds.map((value) => -Math.log1p(Math.exp(value))),
  };
}

function probabilityOf(row: Float32Array, classes: Int32Array, symbol: number, share: number) {
  const own = classes[symbol];
  const other = classes[otherCase(symbol)];
  const probability = (own < 0 ? 0 : row[own]) +
    (other === own || other < 0 ? 0 : share * row[other]);
  return Math.max(probability, SMALLEST_PROBABILITY);
}

function likeliest(logs: Float64Array): Pick<SearchCandidate, "symbols" | "logs"> {
  const limit = logs.reduce((left, right) => Math.max(left, right)) - LARGEST_DEFICIT;
  const symbols = Int32Array.from(
    Array.from(logs.keys()).filter((symbol) => logs[symbol] >= limit)
      .sort((left, right) => logs[right] - logs[left]),
  );
  return { symbols, logs: Float64Array.from(symbols, (symbol) => logs[symbol]) };
}
