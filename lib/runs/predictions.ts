/**
 * `predictions.csv.gz` of a run folder: what the model said about every test image.
 *
 * A line keeps the five most probable classes and the probability of the true one. That is enough
 * for accuracy, top-k up to 5, the loss, calibration, tests between two runs and galleries, without
 * the model. The remaining probability is spread evenly over the other classes when read.
 */

import { gunzipSync, gzipSync } from "node:zlib";
import type { Predictions } from "../evaluation/predictions.ts";
import { type CsvField, parseCsv, parseNumber, serializeCsv } from "./csv_table.ts";

/** Number of most probable classes that a line names. */
const STORED_CLASSES = 5;

/** Predictions that know which images of the test split they are about. */
export interface IndexedPredictions extends Predictions {
  /** Row of each image in the test split, `[n]`, ascending. */
  readonly indices: Uint32Array;
}

/** Significant digits that bring every float32 back exactly. */
const FLOAT32_DIGITS = 9;

/** Returns the columns of the file for a model that tells `classes` classes apart. */
function headerOf(classes: number): string[] {
  const ranks = Array.from({ length: Math.min(STORED_CLASSES, classes) }, (_, rank) => rank + 1);
  return [
    "index",
    "true",
    "predicted",
    "confidence",
    "correct",
    "trueProbability",
    ...ranks.flatMap((rank) => [`class${rank}`, `probability${rank}`]),
  ];
}

/** Returns predictions as the bytes of `predictions.csv.gz`; classes are written as 0-based numbers. */
export function serializePredictions(predictions: IndexedPredictions): Uint8Array {
  const { indices, labels, probabilities, characters } = predictions;
  const classes = characters.length;
  const rows: CsvField[][] = [];
  for (let row = 0; row < labels.length; row++) {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    const ranked = mostProbable(ofRow, STORED_CLASSES);
    rows.push([
      indices[row],
      labels[row],
      ranked[0],
      shortest(ofRow[ranked[0]]),
      ranked[0] === labels[row] ? 1 : 0,
      shortest(ofRow[labels[row]]),
      ...ranked.flatMap((label) => [label, shortest(ofRow[label])]),
    ]);
  }
  return gzipSync(serializeCsv(headerOf(classes), rows), { level: 9 });
}

/**
 * Parses the bytes of `predictions.csv.gz`.
 *
 * `probabilities` are exact for the true class and the stored ones; the rest of each row's
 * probability is shared evenly by the other classes, which keeps their order below the stored ones.
 *
 * @throws {SyntaxError} when the bytes are not gzip, a column is missing, a value is not a number,
 * a class is not below `characters.length`, or a probability not within 0 to 1.
 */
export function parsePredictions(
  bytes: Uint8Array,
  characters: readonly string[],
): IndexedPredictions {
  const classes = characters.length;
  const header = headerOf(classes);
  const rows = parseCsv(gunzip(bytes), header);
  const indices = new Uint32Array(rows.length);
  const labels = new Uint8Array(rows.length);
  const probabilities = new Float32Array(rows.length * classes);
  rows.forEach((fields, row) => {
    const numbers = fields.map((field, column) => parseNumber(field, header[column], row + 2));
    const [index, label, predicted, confidence, correct, trueProbability, ...ranked] = numbers;
    const known = [label, predicted, ...ranked.filter((_, position) => position % 2 === 0)];
    const wrong = known.find((value) => !Number.isInteger(value) || value < 0 || value >= classes);
    if (wrong !== undefined) {
      throw new SyntaxError(
        `expected classes from 0 to ${classes - 1} in line ${row + 2} but found ${wrong}`,
      );
    }
    const shares = [
      confidence,
      trueProbability,
      ...ranked.filter((_, position) => position % 2 === 1),
    ];
    const outside = shares.find((value) => value < 0 || value > 1);
    if (outside !== undefined) {
      throw new SyntaxError(
        `expected probabilities from 0 to 1 in line ${row + 2} but found ${outside}`,
      );
    }
    const isSound = predicted === ranked[0] && confidence === ranked[1] &&
      (correct === 1) === (predicted === label);
    if (!isSound) throw new SyntaxError(`the columns of line ${row + 2} contradict each other`);
    indices[row] = index;
    labels[row] = label;
    fillRow(probabilities.subarray(row * classes, (row + 1) * classes), {
      label,
      trueProbability,
      ranked,
    });
  });
  return { indices, labels, probabilities, characters };
}

/** What one line says about the probabilities of its image. */
interface StoredRow {
  readonly label: number;
  readonly trueProbability: number;
  /** Class, probability, class, probability …, the most probable class first. */
  readonly ranked: readonly number[];
}

function fillRow(target: Float32Array, { label, trueProbability, ranked }: StoredRow): void {
  const stored = new Map([[label, trueProbability]]);
  for (let at = 0; at < ranked.length; at += 2) stored.set(ranked[at], ranked[at + 1]);
  const sum = [...stored.values()].reduce((total, value) => total + value, 0);
  const others = target.length - stored.size;
  if (others > 0) target.fill(Math.max(0, 1 - sum) / others);
  for (const [storedLabel, probability] of stored) target[storedLabel] = probability;
}

/** Returns the `count` most probable classes, ties in class order. */
function mostProbable(probabilities: Float32Array, count: number): number[] {
  return Array.from(probabilities.keys())
    .sort((first, second) => probabilities[second] - probabilities[first] || first - second)
    .slice(0, count);
}

function shortest(probability: number): number {
  return Number(probability.toPrecision(FLOAT32_DIGITS));
}

function gunzip(bytes: Uint8Array): string {
  try {
    return new TextDecoder().decode(gunzipSync(bytes));
  } catch {
    throw new SyntaxError("expected a complete gzip file");
  }
}
