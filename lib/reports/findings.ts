/**
 * What a run's predictions say, computed once for the report as text and as a page, and the headline
 * and sentences that sum it up.
 */

import { isDeepStrictEqual } from "node:util";
import { calibrationFinding } from "../charts/reliability_diagram.ts";
import {
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from "../evaluation/calibration.ts";
import { evaluatePredictions, type Evaluation } from "../evaluation/evaluate.ts";
import { atTemperature } from "../evaluation/temperature_scaling.ts";
import { countOf, countText, listText, percentText, visibleCharacters } from "../number_text.ts";
import type { IndexedPredictions } from "../runs/predictions.ts";
import type { RunRecord } from "../runs/record.ts";

/** Groups and classes that a sentence names. */
const NAMED = 4;

/** Share of the characters in groups from which merging them says nothing about look-alikes. */
const MOST_GROUPED = 0.5;

/** How honest the confidence of answers is. */
export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  readonly expectedCalibrationError: number;
}

/** Everything that a report tells, except pictures. */
export interface Findings extends Evaluation {
  /** The run's name, that of its folder. */
  readonly name: string;
  readonly record: RunRecord;
  /** Share of the errors that stay within a group, 0 to 1; without errors (0/0), 0. */
  readonly groupedShare: number;
  /** What the model answered, at its temperature where it has one: this is what is shown. */
  readonly answers: IndexedPredictions;
  /** How honest its confidence is at the temperature, or null where the run has none. */
  readonly scaled: Calibration | null;
}

/** Computes the findings of the run called `name`; characters that cannot be seen are replaced. */
export function createFindings(name: string, record: RunRecord): Findings {
  const characters = visibleCharacters(record.predictions.characters);
  const isVisible = isDeepStrictEqual(characters, record.predictions.characters);
  const predictions = { ...record.predictions, characters };
  const evaluation = isVisible ? record.evaluation : evaluatePredictions(predictions);
  const { temperature } = record.metrics;
  const answers = temperature === undefined ? predictions : atTemperature(predictions, temperature);
  return {
    ...evaluation,
    name,
    record,
    groupedShare: evaluation.errors === 0 ? 0 : evaluation.groupedErrors / evaluation.errors,
    answers,
    scaled: temperature === undefined ? null : calibrationOf(answers),
  };
}

function calibrationOf(predictions: IndexedPredictions): Calibration {
  const bins = reliabilityBins(predictions);
  return { bins, expectedCalibrationError: expectedCalibrationError(bins) };
}

/** Returns the one thing to know about the run, without a full stop. */
export function headline({ measures, images }: Findings): string {
  return `${percentText(measures.accuracy)} of ${countText(images)} handwritten characters are ` +
    "read right";
}

/** Returns what else to know, as whole sentences. */
export function summarySentences(findings: Findings): string[] {
  return [
    lookAlikes(findings),
    hardest(findings),
    absent(findings),
    `${calibrationFinding((findings.scaled ?? findings).bins)}.`,
  ].filter((sentence) => sentence !== "");
}

function lookAlikes(
  { groups, groupedShare, measures, errors, pairs, occurring }: Findings,
): string {
  if (errors === 0) return "There is not one error.";
  const [pair] = pairs;
  const top = `The most frequent mix-up is ${pair.characters.join(" and ")}, ` +
    `${percentText(pair.shareOfErrors)} of all errors.`;
  const grouped = groups.reduce((sum, { classes }) => sum + classes.length, 0);
  if (groups.length === 0 || grouped > MOST_GROUPED * occurring.length) return top;
  const named = groups.slice(0, NAMED).map(({ characters }) => `{${characters.join("\u00a0")}}`);
  const more = groups.length - named.length;
  const within = errors === 1
    ? "The only error stays within"
    : `${percentText(groupedShare, 0)} of the ${countText(errors)} errors stay within`;
  return `${within} ${countOf(groups.length, "group")} of look-alikes, ` +
    `${more > 0 ? "such as " : ""}${listText(named)}; with each group counted as one character, ` +
    `${percentText(measures.groupedAccuracy)} are read right.`;
}

function hardest({ occurring, errors }: Findings): string {
  if (errors === 0) return "";
  const ascending = occurring.toSorted((first, second) => first.f1 - second.f1);
  const named = ascending.slice(0, NAMED).map(({ character, f1 }) =>
    `${character}\u00a0(${f1.toFixed(2)})`
  );
  return `Hardest, by F1: ${listText(named)}.`;
}

function absent({ classes, occurring }: Findings): string {
  if (occurring.length === classes.length) return "";
  return `${countText(occurring.length)} of ${countText(classes.length)} characters have images ` +
    "here; means over characters are over these.";
}
