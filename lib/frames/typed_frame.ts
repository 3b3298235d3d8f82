/**
 * The typed face of Polars: frames whose columns are known to the compiler.
 *
 * Polars leaves what a join or an aggregation returns untyped. {@linkcode conformFrame} checks such
 * a frame against a schema once, and from there on the compiler knows it. Schemas use Int32, Float32,
 * Float64, Bool and String only: these are the ones that Polars's own types turn into values.
 */

import pl from "nodejs-polars";

/** Column names and their Polars types, in column order. */
export type FrameSchema = Record<string, pl.Int32 | pl.Float32 | pl.Float64 | pl.Bool | pl.String>;

/** One row as a plain object; null where a value is missing. */
export type FrameRow<Schema extends FrameSchema> = ReturnType<
  pl.DataFrame<Schema>["toRecords"]
>[number];

/** One array of equal length a column. */
export type FrameColumns<Schema extends FrameSchema> = {
  readonly [Name in keyof Schema]: ArrayLike<FrameRow<Schema>[Name]>;
};

/**
 * Returns a frame with exactly the schema's columns, in its order and cast to its types.
 *
 * @throws {TypeError} when a column is missing; a value that does not fit its column's type makes
 * Polars throw.
 */
export function conformFrame<Schema extends FrameSchema>(
  frame: pl.DataFrame,
  schema: Schema,
): pl.DataFrame<Schema> {
  const missing = Object.keys(schema).filter((name) => !frame.columns.includes(name));
  if (missing.length > 0) {
    throw new TypeError(
      `Cannot use a data frame: expected the columns ${Object.keys(schema).join(", ")} but found ` +
        `${frame.columns.join(", ")}`,
    );
  }
  const columns = Object.entries(schema).map(([name, dtype]) => pl.col(name).cast(dtype, true));
  return frame.select(...columns);
}

/** Creates a frame out of one array a column; Polars throws when their lengths differ. */
export function createFrame<Schema extends FrameSchema>(
  schema: Schema,
  columns: FrameColumns<Schema>,
): pl.DataFrame<Schema> {
  const series = Object.entries(schema).map(([name, dtype]) => {
    // Polars 0.25.2 turns null into 0 in a new Int32 column; float64 keeps null and every int32.
    const made = dtype.equals(pl.Int32) ? pl.Float64 : dtype;
    return pl.Series(name, Array.from(columns[name]), made);
  });
  return conformFrame(pl.DataFrame(series), schema);
}

/** A row without nulls. */
export type CompleteRow<Row> = { readonly [Name in keyof Row]: NonNullable<Row[Name]> };

/**
 * Returns the rows of a frame, as its `toRecords()` gives them, known to be complete.
 *
 * @throws {TypeError} when a value is missing; the message names its row and column.
 */
export function completeRows<Row extends object>(rows: readonly Row[]): CompleteRow<Row>[] {
  return rows.map((row, index) => {
    if (isComplete(row)) return row;
    const missing = Object.entries(row).filter(([, value]) => value === null).map(([name]) => name);
    throw new TypeError(
      `Cannot use row ${index} of a data frame: expected a value in every column but found none ` +
        `in ${missing.join(", ")}`,
    );
  });
}

function isComplete<Row extends object>(row: Row): row is Row & CompleteRow<Row> {
  return Object.values(row).every((value) => value !== null && value !== undefined);
}
