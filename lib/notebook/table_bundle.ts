/** Tidy tables as HTML and as text: what is in them is escaped, numbers stand right, text left. */

import { escapeMarkup } from "../html_text.ts";
import type { MimeBundle } from "./display.ts";

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly alignment: "left" | "right";
}

/** A table as plain values; all texts are shown as they are. */
export interface Table {
  readonly columns: readonly TableColumn[];
  /** `[rows][columns]` */
  readonly rows: readonly (readonly string[])[];
  /** A line above the table. */
  readonly caption?: string;
  /** A line below the table. */
  readonly footnote?: string;
}

/** Returns a table in both forms. */
export function tableBundle(table: Table): MimeBundle {
  return { "text/html": renderHtmlTable(table), "text/plain": renderTextTable(table) };
}

/** Returns the table as HTML that needs no style sheet. */
export function renderHtmlTable({ columns, rows, caption, footnote }: Table): string {
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

/** Returns the same table as text, columns aligned with blanks. */
export function renderTextTable({ columns, rows, caption, footnote }: Table): string {
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
