/** Polars data frames as tidy tables. */

import type { DataFrame } from "nodejs-polars";
import type { MimeBundle } from "./display.ts";
import { type Table, tableBundle } from "./table_bundle.ts";

/** Options of {@linkcode frameBundle}. */
export interface FrameTableOptions {
  /** A line above the table. */
  readonly caption?: string;
  /**
   * Rows shown; a line below tells how many more there are.
   * @default 12
   */
  readonly rowLimit?: number;
  /**
   * Digits after the point, for columns whose numbers are not all whole and do not reach 1,000.
   * @default 3
   */
  readonly digits?: number;
}

/** Returns a data frame as a table: numbers to the right, nulls as dashes, a limited number of rows. */
export function frameBundle(frame: DataFrame, options: FrameTableOptions = {}): MimeBundle {
  return tableBundle(createFrameTable(frame, options));
}

/** Returns a data frame's first rows as the texts of a table. */
export function createFrameTable(frame: DataFrame, options: FrameTableOptions = {}): Table {
  const { rowLimit = 12, digits = 3 } = options;
  const columns = frame.columns.map((name) => {
    const values: unknown[] = frame.getColumn(name).head(rowLimit).toArray();
    return { name, isNumeric: values.some(isNumber), texts: formatColumn(values, digits) };
  });
  const shown = Math.min(rowLimit, frame.height);
  const hidden = frame.height - shown;
  return {
    columns: columns.map(({ name, isNumeric }) => ({
      name,
      alignment: isNumeric ? "right" : "left",
    })),
    rows: Array.from({ length: shown }, (_, row) => columns.map(({ texts }) => texts[row] ?? "")),
    caption: options.caption,
    footnote: hidden > 0 ? `and ${hidden.toLocaleString("en")} more rows` : undefined,
  };
}

function formatColumn(values: readonly unknown[], digits: number): string[] {
  const numbers = values.filter(isNumber).map(Number);
  const isWhole = numbers.every(Number.isInteger) || numbers.some((value) => value >= 1000);
  const format = new Intl.NumberFormat("en", {
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: isWhole ? 0 : digits,
  });
  return values.map((value) => {
    if (value === null || value === undefined) return "–";
    return isNumber(value) ? format.format(value) : String(value);
  });
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
