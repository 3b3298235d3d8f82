/** `report.md`: the report as GitHub shows it, with its pictures beside it. */

import { chartTexts } from "../charts/chart_spec.ts";
import { escapeMarkup } from "../html_text.ts";
import { codeText, escapeMarkdown, markdownTable } from "../markdown_text.ts";
import {
  type Block,
  blocksFor,
  measureTable,
  type Report,
  type ReportChart,
  type Section,
  type Table,
  type TableCell,
} from "./report.ts";

/** Folder of a run that holds the pictures of its report. */
export const CHARTS_FOLDER = "charts";

/** Returns the text of `report.md`. */
export function renderMarkdown(report: Report): string {
  const { name, headline, sentences, facts, imagesReason, sections } = report;
  const paragraphs = [
    `# ${escapeMarkdown(name)}`,
    `**${escapeMarkdown(headline)}.** ${escapeMarkdown(sentences.join(" "))}`,
    `Measured on ${
      escapeMarkdown(facts.join("; "))
    }. The same report to explore, with the images ` +
    "behind every confusion, is [report.html](report.html): download it and open it in a browser.",
    imagesReason === "" ? "" : `> This report shows no images: ${escapeMarkdown(imagesReason)}`,
    ...sections.flatMap(renderSection),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

function renderSection(section: Section): string[] {
  return [`## ${escapeMarkdown(section.title)}`, ...blocksFor("text", section).map(renderBlock)];
}

/** What only a page can show has no text. */
function renderBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return escapeMarkdown(block.text);
    case "measures":
      return renderTable(measureTable(block.measures));
    case "table":
      return renderTable(block.table);
    case "charts":
      return block.charts.map(picture).join("\n\n");
    case "command":
      return `\`\`\`sh\n${block.command}\n\`\`\``;
    default:
      return "";
  }
}

/** Returns a chart, which carries its own title, in the colours that the reader's system asks for. */
function picture({ name, spec }: ReportChart): string {
  const { finding, caption } = chartTexts(spec);
  const path = `${CHARTS_FOLDER}/${name}`;
  return `<picture>
<source media="(prefers-color-scheme: dark)" srcset="${path}-dark.svg">
<img src="${path}.svg" alt="${escapeMarkup(`${finding}. ${caption}`)}">
</picture>`;
}

function renderTable({ title, isFolded, columns, rows }: Table): string {
  const table = markdownTable(
    columns.map(({ name, isNumber }) => ({ name: escapeMarkdown(name), number: isNumber })),
    rows.map((cells) => cells.map(renderCell)),
  );
  if (isFolded !== true) return table;
  return `<details>\n<summary>${escapeMarkup(title ?? "")}</summary>\n\n${table}\n\n</details>`;
}

function renderCell({ characters = [], text }: TableCell): string {
  return [...characters.map(codeText), escapeMarkdown(text)].filter((part) => part !== "").join(
    " ",
  );
}
