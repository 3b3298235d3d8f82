/** `report.md`: the report as GitHub shows it, with its pictures beside it. */

import type { ChartSpec } from "../charts/chart_spec.ts";
import { countText, percentText } from "../number_text.ts";
import type { Findings } from "./findings.ts";
import { headline, summarySentences } from "./headline.ts";
import { escapeMarkup } from "../html_text.ts";
import { codeText, escapeMarkdown, markdownTable } from "../markdown_text.ts";
import type { Measure } from "./measures.ts";
import { alternativeText, CHARTS_FOLDER, type ReportCharts } from "./report_charts.ts";
import { describeRun } from "./run_description.ts";

/** What a report in Markdown is made from. */
export interface MarkdownContext {
  readonly findings: Findings;
  readonly measures: readonly Measure[];
  readonly charts: ReportCharts;
  readonly imagesReason: string;
}

/** Pairs in the table. */
const SHOWN_PAIRS = 10;

/** Returns the text of `report.md`. */
export function renderMarkdown(context: MarkdownContext): string {
  const { findings, charts, imagesReason } = context;
  const { config } = findings.record;
  const errors = charts["confident-errors"];
  const paragraphs = [
    `# ${findings.name}`,
    `**${escapeMarkdown(headline(findings))}.** ` +
    escapeMarkdown(summarySentences(findings).join(" ")),
    `Measured on the ${config.options.evaluation} images of ${
      codeText(config.dataset.name)
    }, model ${codeText(config.model.name)}. ` +
    "The same report to explore, with the images behind every confusion, is " +
    "[report.html](report.html): download it and open it in a browser.",
    ...(imagesReason === "" ? [] : [`> This report shows no images: ${imagesReason}`]),
    "## How good it is",
    measureTable(context.measures),
    "## What it confuses",
    picture("look-alikes", charts["look-alikes"]),
    groupTable(findings),
    picture("top-pairs", charts["top-pairs"]),
    pairTable(findings),
    picture("confusion", charts.confusion),
    "## Character by character",
    picture("class-f1", charts["class-f1"]),
    details("All characters in a table", classTable(findings)),
    "## How sure it is, and how right",
    picture("reliability", charts.reliability),
    picture("confidence", charts.confidence),
    ...(errors === undefined
      ? []
      : ["## The errors it was surest of", picture("confident-errors", errors)]),
    "## How the training went",
    picture("learning-curves", charts["learning-curves"]),
    details("Every epoch in numbers", epochTable(findings)),
    "## How this run was made",
    `\`\`\`sh\n${config.command}\n\`\`\``,
    markdownTable(
      [{ name: "setting" }, { name: "value" }],
      describeRun(config).map(({ name, value }) => [name, value]),
    ),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

/** Returns a chart, which carries its own title, in the colours that the reader's system asks for. */
function picture(name: string, spec: ChartSpec): string {
  const path = `${CHARTS_FOLDER}/${name}`;
  return `<picture>
<source media="(prefers-color-scheme: dark)" srcset="${path}-dark.svg">
<img src="${path}.svg" alt="${escapeMarkup(alternativeText(spec))}">
</picture>`;
}

function details(summary: string, content: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function measureTable(measures: readonly Measure[]): string {
  return markdownTable(
    [
      { name: "figure" },
      { name: "value", number: true },
      { name: "95 % interval", number: true },
      { name: "meaning" },
    ],
    measures.map(({ name, value, interval, meaning }) => [name, value, interval, meaning]),
  );
}

function groupTable({ groups, errors }: Findings): string {
  if (groups.length === 0) return "";
  return markdownTable(
    [
      { name: "look-alikes" },
      { name: "errors within", number: true },
      { name: `share of ${countText(errors)} errors`, number: true },
    ],
    groups.map((group) => [
      group.characters.map(codeText).join(" "),
      countText(group.errors),
      percentText(group.shareOfErrors),
    ]),
  );
}

function pairTable({ pairs, matrix }: Findings): string {
  if (pairs.length === 0) return "";
  const classes = matrix.characters.length;
  let cumulative = 0;
  return markdownTable(
    [
      { name: "pair" },
      { name: "first read as second", number: true },
      { name: "second read as first", number: true },
      { name: "share of errors", number: true },
      { name: "together with those above", number: true },
    ],
    pairs.slice(0, SHOWN_PAIRS).map(({ classes: [first, second], characters, shareOfErrors }) => {
      cumulative += shareOfErrors;
      return [
        characters.map(codeText).join(" "),
        countText(matrix.counts[first * classes + second]),
        countText(matrix.counts[second * classes + first]),
        percentText(shareOfErrors),
        percentText(cumulative),
      ];
    }),
  );
}

function classTable({ classes }: Findings): string {
  return markdownTable(
    [
      { name: "character" },
      ...["F1", "precision", "recall", "images"].map((name) => ({ name, number: true })),
    ],
    classes.toSorted((first, second) => first.f1 - second.f1).map((metrics) => [
      codeText(metrics.character),
      metrics.f1.toFixed(3),
      percentText(metrics.precision),
      percentText(metrics.recall),
      countText(metrics.support),
    ]),
  );
}

function epochTable({ record }: Findings): string {
  const share = (value: number | null) => value === null ? "" : percentText(value);
  return markdownTable(
    ["epoch", "loss", "accuracy", "validation loss", "validation accuracy", "images a second"]
      .map((name) => ({ name, number: true })),
    record.history.map((epoch) => [
      String(epoch.epoch),
      epoch.loss.toFixed(4),
      share(epoch.accuracy),
      epoch.validationLoss?.toFixed(4) ?? "",
      share(epoch.validationAccuracy),
      countText(Math.round(epoch.imagesPerSecond)),
    ]),
  );
}
