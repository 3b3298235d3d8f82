/** Tables, characters and plain text in Markdown as GitHub reads it. */

/** A column's heading; `number` aligns its fields at the right. */
export interface MarkdownColumn {
  readonly name: string;
  readonly number?: boolean;
}

/** Returns a table; fields are Markdown, their `|` is escaped here. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const line = (fields: readonly string[]) =>
    `| ${fields.map((field) => field.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ number }) => number === true ? "--:" : "---")),
    ...rows.map(line),
  ].join("\n");
}

/** Returns text that Markdown shows as it is. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|&#]/g, (character) => `\\${character}`);
}

/** Returns text as it is, in the font of characters. */
export function codeText(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
