/** `history.csv` of a run folder: one line an epoch. */

import {
  EPOCH_COLUMN_NAMES,
  EPOCH_COLUMNS,
  type EpochColumnName,
  type EpochRecord,
  isEpochRecord,
} from "../training/epoch_record.ts";
import { mapRecord } from "../typed_record.ts";
import { parseCsv, parseNumber, serializeCsv } from "./csv_table.ts";

/** Returns the epochs as the text of `history.csv`. */
export function serializeHistory(epochs: readonly EpochRecord[]): string {
  const rows = epochs.map((epoch) => EPOCH_COLUMN_NAMES.map((column) => epoch[column]));
  return serializeCsv(EPOCH_COLUMN_NAMES, rows);
}

/**
 * Parses the text of `history.csv`.
 *
 * @throws {SyntaxError} when a column is missing, a value is not a number, or the epochs do not
 * count 1, 2, 3 …
 */
export function parseHistory(text: string): EpochRecord[] {
  const isOptional = (name: EpochColumnName) => EPOCH_COLUMNS[name].isOptional;
  return parseCsv(text, EPOCH_COLUMN_NAMES, isOptional).map((fields, row) => {
    const line = row + 2;
    const epoch = mapRecord(EPOCH_COLUMNS, (_, name) => {
      const field = fields[EPOCH_COLUMN_NAMES.indexOf(name)];
      return field === "" ? null : parseNumber(field, name, line);
    });
    if (!isEpochRecord(epoch)) {
      throw new SyntaxError(`expected a number in each field of line ${line}`);
    }
    if (epoch.epoch !== row + 1) {
      throw new SyntaxError(`expected epoch ${row + 1} in line ${line} but found ${fields[0]}`);
    }
    return epoch;
  });
}
