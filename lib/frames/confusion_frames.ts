/** What a model confuses as frames: a row a pair of classes, or a class. */

import pl from "nodejs-polars";
import { classMetrics } from "../evaluation/class_metrics.ts";
import {
  type ConfusionMatrix,
  correctCounts,
  predictedCounts,
} from "../evaluation/confusion_matrix.ts";
import { topConfusionPairs, topConfusions } from "../evaluation/top_confusions.ts";
import { createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createPairFrame}. */
const PAIR_SCHEMA = {
  /** The characters of the two classes, the lower class first. */
  first: pl.String,
  second: pl.String,
  /** Images of the first class read as the second, the other way round, and both together. */
  firstAsSecond: pl.Int32,
  secondAsFirst: pl.Int32,
  count: pl.Int32,
  /** Mean of the two directions' rates, 0 to 1: see `symmetricConfusionRates()`. */
  rate: pl.Float64,
  /** Share of all errors, 0 to 1. */
  shareOfErrors: pl.Float64,
  /** Share of all errors that this pair and those above it make up, 0 to 1. */
  cumulativeShare: pl.Float64,
};

/** Creates the frame of confused pairs, one row a pair: those of `topConfusionPairs()`. */
export function createPairFrame(matrix: ConfusionMatrix): pl.DataFrame<typeof PAIR_SCHEMA> {
  const { counts, characters } = matrix;
  const pairs = topConfusionPairs(matrix);
  const countOf = (from: number, to: number) => counts[from * characters.length + to];
  let cumulative = 0;
  return createFrame(PAIR_SCHEMA, {
    first: pairs.map((pair) => pair.characters[0]),
    second: pairs.map((pair) => pair.characters[1]),
    firstAsSecond: pairs.map(({ classes: [first, second] }) => countOf(first, second)),
    secondAsFirst: pairs.map(({ classes: [first, second] }) => countOf(second, first)),
    count: pairs.map(({ count }) => count),
    rate: pairs.map(({ rate }) => rate),
    shareOfErrors: pairs.map(({ shareOfErrors }) => shareOfErrors),
    cumulativeShare: pairs.map(({ shareOfErrors }) => cumulative += shareOfErrors),
  });
}

/** Columns of {@linkcode createClassFrame}. */
const CLASS_SCHEMA = {
  character: pl.String,
  /** Images of the class, images read as it, and images for which both hold. */
  support: pl.Int32,
  predicted: pl.Int32,
  correct: pl.Int32,
  /** 0 to 1; null for a class without images, which cannot be measured. */
  precision: pl.Float64,
  recall: pl.Float64,
  f1: pl.Float64,
  /** The wrong character that the class is most often read as, and how often; null if never. */
  mostReadAs: pl.String,
  mostReadAsCount: pl.Int32,
};

/** Creates the frame of classes, one row a class in class order: those of `classMetrics()`. */
export function createClassFrame(matrix: ConfusionMatrix): pl.DataFrame<typeof CLASS_SCHEMA> {
  const classes = classMetrics(matrix);
  const confusions = topConfusions(matrix);
  const worst = classes.map((_, label) => confusions.find(({ trueClass }) => trueClass === label));
  const measured = (name: "precision" | "recall" | "f1") =>
    classes.map((metrics) => metrics.support === 0 ? null : metrics[name]);
  return createFrame(CLASS_SCHEMA, {
    character: matrix.characters,
    support: classes.map(({ support }) => support),
    predicted: predictedCounts(matrix),
    correct: correctCounts(matrix),
    precision: measured("precision"),
    recall: measured("recall"),
    f1: measured("f1"),
    mostReadAs: worst.map((confusion) => confusion?.predictedCharacter ?? null),
    mostReadAsCount: worst.map((confusion) => confusion?.count ?? null),
  });
}
