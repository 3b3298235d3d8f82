/** Rows of a data frame in which nothing may be missing, which is what most charts need. */

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
