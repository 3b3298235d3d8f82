/** What one epoch of training gave: its columns, described once for files, frames and tables. */

import { countText, percentText } from "../number_text.ts";
import { keysOf } from "../typed_record.ts";

/** One number that each epoch has. */
export interface EpochColumn {
  /** What tables call it. */
  readonly title: string;
  /** Whether an epoch may be without it; a file that is older than it may lack the column. */
  readonly isOptional: boolean;
  /** Returns a value as people read it. */
  readonly text: (value: number) => string;
}

/** One epoch, as the history of a run keeps it. */
export interface EpochRecord {
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Mean training loss over the epoch's images, in nats, taken while the weights were moving. */
  readonly loss: number;
  /** Training accuracy over the epoch's images, 0 to 1. */
  readonly accuracy: number;
  /** Mean loss of the validation images after the epoch, or null without a validation split. */
  readonly validationLoss: number | null;
  /** Accuracy of the validation images after the epoch, 0 to 1, or null. */
  readonly validationAccuracy: number | null;
  /** Learning rate of the epoch's last step. */
  readonly learningRate: number;
  /** Wall-clock seconds of the epoch, validation left out. */
  readonly seconds: number;
  /** Training images a second. */
  readonly imagesPerSecond: number;
}

/** What the training loop knows of an epoch that is done. */
export interface EpochResult {
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Sum over the epoch's images of their loss, in nats. */
  readonly lossSum: number;
  /** Images that were classified right. */
  readonly correct: number;
  readonly imageCount: number;
  /** Seconds of training. */
  readonly seconds: number;
  /** Learning rate of the last step. */
  readonly learningRate: number;
  /** Loss and accuracy of the validation images, or undefined without any. */
  readonly validation: { readonly loss: number; readonly accuracy: number } | undefined;
}

/** Returns the record of an epoch. */
export function createEpochRecord(result: EpochResult): EpochRecord {
  const { epoch, lossSum, correct, imageCount, seconds, learningRate, validation } = result;
  return {
    epoch,
    loss: lossSum / imageCount,
    accuracy: correct / imageCount,
    validationLoss: validation?.loss ?? null,
    validationAccuracy: validation?.accuracy ?? null,
    learningRate,
    seconds,
    imagesPerSecond: imageCount / seconds,
  };
}

/** Name of a column. */
export type EpochColumnName = keyof EpochRecord;

/** The columns under their names, in the order of `history.csv`. */
export const EPOCH_COLUMNS: Readonly<Record<EpochColumnName, EpochColumn>> = {
  epoch: { title: "epoch", isOptional: false, text: String },
  loss: { title: "loss", isOptional: false, text: fourDecimals },
  accuracy: { title: "accuracy", isOptional: false, text: percentText },
  validationLoss: { title: "validation loss", isOptional: true, text: fourDecimals },
  validationAccuracy: { title: "validation accuracy", isOptional: true, text: percentText },
  learningRate: { title: "learning rate", isOptional: false, text: threeDigits },
  seconds: { title: "seconds", isOptional: false, text: oneDecimal },
  imagesPerSecond: { title: "images a second", isOptional: false, text: wholeCount },
};

/** The names of {@linkcode EPOCH_COLUMNS}, in their order. */
export const EPOCH_COLUMN_NAMES: readonly EpochColumnName[] = keysOf(EPOCH_COLUMNS);

/** Tells whether a value, such as one read from a file, is a whole record. */
export function isEpochRecord(value: unknown): value is EpochRecord {
  if (typeof value !== "object" || value === null) return false;
  const values = new Map<string, unknown>(Object.entries(value));
  return EPOCH_COLUMN_NAMES.every((name) =>
    typeof values.get(name) === "number" ||
    (EPOCH_COLUMNS[name].isOptional && values.get(name) === null)
  );
}

function fourDecimals(value: number): string {
  return value.toFixed(4);
}

function threeDigits(value: number): string {
  return value.toPrecision(3);
}

function oneDecimal(value: number): string {
  return value.toFixed(1);
}

function wholeCount(value: number): string {
  return countText(Math.round(value));
}
