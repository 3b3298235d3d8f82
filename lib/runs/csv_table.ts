/** CSV text to checked rows and back: RFC 4180 quoting, a header line, `\n` line ends. */

import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { isDeepStrictEqual } from "node:util";

/** One field of a CSV line; `null` is written as an empty field. */
export type CsvField = string | number | null;

/** Returns a header and its rows as CSV text. */
export function serializeCsv(
  header: readonly string[],
  rows: readonly (readonly CsvField[])[],
): string {
  return stringify([header, ...rows]);
}

/**
 * Returns the rows below a CSV text's header, every field as text, in the order of `header`.
 *
 * @param isOptional Tells whether a text that is older than a column may lack it: fields are empty then.
 * @throws {SyntaxError} when the text is not CSV, the header differs from `header`, or a row has
 * another number of fields; the message says where and what was expected.
 */
export function parseCsv<Column extends string>(
  text: string,
  header: readonly Column[],
  isOptional: (column: Column) => boolean = () => false,
): string[][] {
  const [found, ...rows] = parseLines(text);
  if (found === undefined) {
    throw new SyntaxError(`expected the columns ${header.join(", ")} but found an empty file`);
  }
  const expected = header.filter((column) => found.includes(column) || !isOptional(column));
  if (!isDeepStrictEqual(found, expected)) {
    throw new SyntaxError(
      `expected the columns ${header.join(", ")} but found ${found.join(", ")}`,
    );
  }
  const places = header.map((column) => found.indexOf(column));
  return rows.map((fields) => places.map((place) => fields[place] ?? ""));
}

/**
 * Returns all lines of a CSV text, the header first.
 *
 * @throws {SyntaxError} when quotes do not match or lines have different numbers of fields.
 */
function parseLines(text: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true });
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Returns the number that a CSV field holds.
 *
 * @throws {SyntaxError} when the field is empty or not a finite number.
 */
export function parseNumber(field: string, column: string, line: number): number {
  const value = Number(field);
  if (field.trim() === "" || !Number.isFinite(value)) {
    throw new SyntaxError(`expected a number as ${column} in line ${line} but found "${field}"`);
  }
  return value;
}
