/** `history.csv` of a run folder: one line an epoch. */

import type { EpochRecord } from "../training/epoch_record.ts";
import { parseCsv, parseNumber, serializeCsv } from "./csv_table.ts";

export type { EpochRecord };

const HEADER = [
  "epoch",
  "loss",
  "accuracy",
  "validationLoss",
  "validationAccuracy",
  "learningRate",
  "seconds",
  "imagesPerSecond",
] as const satisfies readonly (keyof EpochRecord)[];

/** Returns the epochs as the text of `history.csv`. */
export function serializeHistory(epochs: readonly EpochRecord[]): string {
  return serializeCsv(HEADER, epochs.map((epoch) => HEADER.map((column) => epoch[column])));
}

/**
 * Parses the text of `history.csv`.
 *
 * @throws {SyntaxError} when a column is missing, a value is not a number, or the epochs do not
 * count 1, 2, 3 …
 */
export function parseHistory(text: string): EpochRecord[] {
  return parseCsv(text, HEADER).map((fields, row) => {
    const line = row + 2;
    const required = (column: number) => parseNumber(fields[column], HEADER[column], line);
    const optional = (column: number) => fields[column] === "" ? null : required(column);
    const epoch = required(0);
    if (epoch !== row + 1) {
      throw new SyntaxError(`expected epoch ${row + 1} in line ${line} but found ${fields[0]}`);
    }
    return {
      epoch,
      loss: required(1),
      accuracy: required(2),
      validationLoss: optional(3),
      validationAccuracy: optional(4),
      learningRate: required(5),
      seconds: required(6),
      imagesPerSecond: required(7),
    };
  });
}
