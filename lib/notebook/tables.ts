/** Tidy tables: headings in words, shares as percentages, numbers to the right, text to the left. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { DataFrame } from "nodejs-polars";
import { escapeMarkup } from "../html_text.ts";
import type { MimeBundle } from "./display.ts";

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly alignment: "left" | "right";
}

/** A table as plain values; all texts are shown as they are. */
export interface NotebookTable {
  readonly columns: readonly TableColumn[];
  /** `[rows][columns]` */
  readonly rows: readonly (readonly string[])[];
  /** A line above the table. */
  readonly caption?: string;
  /** A line below the table. */
  readonly footnote?: string;
}

/** Options of {@linkcode frameTable}. */
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
   * @default 3, and 1 for percentages
   */
  readonly digits?: number;
}

/** Columns whose numbers from 0 to 1 are read as percentages. */
const SHARE_NAME = /share|accuracy|precision|recall|f1|confidence|probability|rate$|^ink$/i;

/** Returns a data frame's first rows as the texts of a table; nulls are dashes. */
export function frameTable(frame: DataFrame, options: FrameTableOptions = {}): NotebookTable {
  const { rowLimit = 12, digits } = options;
  const columns = frame.columns.map((name) => {
    const values: unknown[] = frame.getColumn(name).head(rowLimit).toArray();
    const isShare = SHARE_NAME.test(name);
    return { name, isNumeric: values.some(isNumber), texts: formatColumn(values, isShare, digits) };
  });
  const shown = Math.min(rowLimit, frame.height);
  const hidden = frame.height - shown;
  return {
    columns: columns.map(({ name, isNumeric }) => ({
      name: inWords(name),
      alignment: isNumeric ? "right" : "left",
    })),
    rows: Array.from({ length: shown }, (_, row) => columns.map(({ texts }) => texts[row] ?? "")),
    caption: options.caption,
    footnote: hidden > 0 ? `and ${hidden.toLocaleString("en")} more rows` : undefined,
  };
}

/** Returns a model's layers, what each gives and how many parameters it learns, and the total. */
export function modelTable(model: LayersModel): NotebookTable {
  const rows = model.layers.map((layer) => [
    layer.name,
    layer.getClassName(),
    formatShapes(layer.outputShape),
    layer.weights.map((weight) => formatShape(weight.shape)).join(" + ") || "–",
    layer.countParams().toLocaleString("en"),
  ]);
  const total = ["total", "", "", "", model.countParams().toLocaleString("en")];
  const names = ["layer", "kind", "output", "weights", "parameters"];
  return {
    columns: names.map((name) => ({ name, alignment: name === "parameters" ? "right" : "left" })),
    rows: [...rows, total],
    caption: model.name,
  };
}

/** Returns a table as HTML that needs no style sheet, and as text. */
export function tableBundle(table: NotebookTable): MimeBundle {
  return { "text/html": renderHtmlTable(table), "text/plain": renderTextTable(table) };
}

function renderHtmlTable({ columns, rows, caption, footnote }: NotebookTable): string {
  const cell = (tag: "th" | "td", text: string, index: number) => {
    const alignment = columns[index]?.alignment ?? "left";
    // GitHub drops the style and keeps the attribute; JupyterLab's own style needs the style.
    return `<${tag} align="${alignment}" style="text-align: ${alignment}">${
      escapeMarkup(text)
    }</${tag}>`;
  };
  const row = (tag: "th" | "td", texts: readonly string[]) =>
    `<tr>${texts.map((text, index) => cell(tag, text, index)).join("")}</tr>`;
  return [
    ...(caption === undefined ? [] : [`<p><strong>${escapeMarkup(caption)}</strong></p>`]),
    "<table>",
    `<thead>${row("th", columns.map((column) => column.name))}</thead>`,
    "<tbody>",
    ...rows.map((texts) => row("td", texts)),
    "</tbody>",
    "</table>",
    ...(footnote === undefined ? [] : [`<p><small>${escapeMarkup(footnote)}</small></p>`]),
  ].join("\n");
}

function renderTextTable({ columns, rows, caption, footnote }: NotebookTable): string {
  const table = [columns.map((column) => column.name), ...rows];
  const widths = columns.map((_, index) =>
    Math.max(...table.map((texts) => texts[index]?.length ?? 0))
  );
  const lines = table.map((texts) =>
    columns.map(({ alignment }, index) => {
      const text = texts[index] ?? "";
      const width = widths[index] ?? 0;
      return alignment === "right" ? text.padStart(width) : text.padEnd(width);
    }).join("  ").trimEnd()
  );
  return [caption, ...lines, footnote].filter((line) => line !== undefined).join("\n");
}

/** Writes `trueProbability` as `true probability`, and `f1` as it is said. */
function inWords(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`)
    .replace(/^f1$/, "F1");
}

function formatColumn(values: readonly unknown[], isShare: boolean, digits?: number): string[] {
  const numbers = values.filter(isNumber).map(Number);
  const isPercentage = isShare && numbers.every((value) => value >= 0 && value <= 1);
  const isWhole = !isPercentage &&
    (numbers.every(Number.isInteger) || numbers.some((value) => value >= 1000));
  const decimals = isWhole ? 0 : digits ?? (isPercentage ? 1 : 3);
  const format = new Intl.NumberFormat("en", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return values.map((value) => {
    if (value === null || value === undefined) return "–";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (!isNumber(value)) return String(value);
    return isPercentage ? `${format.format(100 * Number(value))}\u00a0%` : format.format(value);
  });
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

type Shape = readonly (number | null)[];

function formatShapes(shapes: Shape | readonly Shape[]): string {
  return isShapeList(shapes) ? shapes.map(formatShape).join(", ") : formatShape(shapes);
}

function isShapeList(shapes: Shape | readonly Shape[]): shapes is readonly Shape[] {
  return shapes.some(Array.isArray);
}

/** Writes a shape with the batch size, which is open, as `batch`: `[batch, 26, 26, 32]`. */
function formatShape(shape: Shape): string {
  return `[${shape.map((size) => size ?? "batch").join(", ")}]`;
}
