/** Tidy HTML tables: what is in them is escaped, numbers stand right, text left. */

/** A column of an HTML table. */
export interface TableColumn {
  readonly name: string;
  readonly alignment: "left" | "right";
}

/** An HTML table as plain values; all texts are shown as they are. */
export interface HtmlTable {
  readonly columns: readonly TableColumn[];
  /** `[rows][columns]` */
  readonly rows: readonly (readonly string[])[];
  /** A line above the table. */
  readonly caption?: string;
  /** A line below the table. */
  readonly footnote?: string;
}

/** Returns the table as HTML that needs no style sheet; GitHub drops the styles and still reads well. */
export function renderHtmlTable({ columns, rows, caption, footnote }: HtmlTable): string {
  const cell = (tag: "th" | "td", text: string, index: number) =>
    `<${tag} style="text-align: ${columns[index]?.alignment ?? "left"}">${
      escapeHtml(text)
    }</${tag}>`;
  const row = (tag: "th" | "td", texts: readonly string[]) =>
    `<tr>${texts.map((text, index) => cell(tag, text, index)).join("")}</tr>`;
  return [
    "<table>",
    ...(caption === undefined ? [] : [`<caption>${escapeHtml(caption)}</caption>`]),
    `<thead>${row("th", columns.map((column) => column.name))}</thead>`,
    "<tbody>",
    ...rows.map((texts) => row("td", texts)),
    "</tbody>",
    "</table>",
    ...(footnote === undefined ? [] : [`<p><small>${escapeHtml(footnote)}</small></p>`]),
  ].join("\n");
}

/** Returns the same table as text, columns aligned with blanks. */
export function renderTextTable({ columns, rows, caption, footnote }: HtmlTable): string {
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

/** Returns text that HTML shows as it is, inside elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
