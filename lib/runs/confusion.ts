/** `confusion.csv` of a run folder: counts with the characters as header and first column. */

import type { ConfusionMatrix } from "../evaluation/confusion_matrix.ts";
import { parseLines, parseNumber, serializeCsv } from "./csv_table.ts";

/** What stands in the corner: rows are true classes, columns predicted ones. */
const CORNER = "true \\ predicted";

/** Returns a confusion matrix as the text of `confusion.csv`. */
export function serializeConfusion({ counts, characters }: ConfusionMatrix): string {
  const classes = characters.length;
  const rows = characters.map((character, row) => [
    character,
    ...counts.subarray(row * classes, (row + 1) * classes),
  ]);
  return serializeCsv([CORNER, ...characters], rows);
}

/**
 * Parses the text of `confusion.csv`.
 *
 * @throws {SyntaxError} when the table is not square, rows and columns name different characters,
 * or a field is not a whole number of images.
 */
export function parseConfusion(text: string): ConfusionMatrix {
  const [header, ...rows] = parseLines(text);
  if (header === undefined) throw new SyntaxError("expected a header line but found an empty file");
  const characters = header.slice(1);
  const classes = characters.length;
  if (rows.length !== classes) {
    throw new SyntaxError(
      `expected ${classes} rows for ${classes} columns but found ${rows.length}`,
    );
  }
  const counts = new Uint32Array(classes * classes);
  rows.forEach(([character, ...fields], row) => {
    if (character !== characters[row]) {
      throw new SyntaxError(
        `expected the character "${characters[row]}" in line ${row + 2} but found "${character}"`,
      );
    }
    fields.forEach((field, column) => {
      const count = parseNumber(field, `count of "${characters[column]}"`, row + 2);
      if (!Number.isInteger(count) || count < 0) {
        throw new SyntaxError(`expected a whole number in line ${row + 2} but found "${field}"`);
      }
      counts[row * classes + column] = count;
    });
  });
  return { counts, characters };
}
