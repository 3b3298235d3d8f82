/** `report.md` and `metrics.json` of a reading: what was read, what was wrong, and why. */

import { basename, join } from "node:path";
import { isWrong, type PageScore, type ReadPair } from "../evaluation/reading_score.ts";
import type { ErrorCause, ReadingSummary } from "../evaluation/reading_summary.ts";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { codeText, markdownTable } from "../markdown_text.ts";
import { countOf, countText, percentText } from "../number_text.ts";

/** How the pages were read. */
export interface ReadingSetting {
  /** The run whose model read. */
  readonly model: string;
  /** Options that told something of the words; undefined where they were not given. */
  readonly hints: Readonly<Record<string, string | undefined>>;
  readonly secondsPerPage: number;
}

/** Rows of the tables of misreadings and of pages. */
const MOST_MISREADINGS = 20;
const MOST_PAGES = 20;

/** Writes the report into a folder, each file atomically, and returns where it is. */
export async function writeReadingReport(
  folder: string,
  summary: ReadingSummary,
  setting: ReadingSetting,
): Promise<{ readonly markdown: string }> {
  const markdown = join(folder, "report.md");
  await writeFileAtomically(join(folder, "metrics.json"), readingMetrics(summary, setting));
  await writeFileAtomically(markdown, renderReadingMarkdown(summary, setting));
  return { markdown };
}

function readingMetrics(summary: ReadingSummary, setting: ReadingSetting): string {
  const { worst, ...figures } = summary;
  const pages = worst.map(({ page, errors, characters }) => ({
    file: basename(page.file),
    errors,
    characters,
  }));
  return `${JSON.stringify({ ...setting, ...figures, pagesWithErrors: pages }, null, 2)}\n`;
}

/** Returns the report as Markdown. */
export function renderReadingMarkdown(summary: ReadingSummary, setting: ReadingSetting): string {
  const [all] = summary.styles;
  const hints = Object.entries(setting.hints).filter(([, value]) => value !== undefined)
    .map(([name, value]) => codeText(`--${name} ${value}`));
  const told = hints.length === 0 ? "nothing told of the words" : `told ${hints.join(" ")}`;
  return [
    `# Reading ${countOf(all.pages, "picture")} with ${setting.model}`,
    `${percentText(all.rate, 2)} of ${countOf(all.characters, "character")} are wrong ` +
    `(95 % interval ${percentText(all.interval.low, 2)} to ${percentText(all.interval.high, 2)}, ` +
    `by a bootstrap over the pictures), ${told}. Letters and digits count, case and blanks do ` +
    `not; with both, ${percentText(all.strictRate, 2)} are wrong. A picture took ` +
    `${setting.secondsPerPage.toFixed(2)} s.`,
    ratesTable(summary),
    "## What a second look finds",
    "A person who looks at every character below a confidence finds most errors:",
    reviewTable(summary),
    "Of the characters in a band of confidence, so many are right:",
    bandTable(summary),
    "## Why characters are wrong",
    causeTable(summary),
    "## What is taken for what",
    misreadingTable(summary),
    "## The pictures with the most errors",
    "Wrong characters stand in brackets, what was read behind what stands there.",
    ...summary.worst.slice(0, MOST_PAGES).map(pageSection),
  ].join("\n\n") + "\n";
}

function ratesTable({ styles, kinds }: ReadingSummary): string {
  return markdownTable(
    [
      { name: "" },
      { name: "pictures", number: true },
      { name: "characters", number: true },
      { name: "wrong", number: true },
      { name: "95 % interval", number: true },
      { name: "with case and gaps", number: true },
    ],
    [
      ...styles.map((rates) => [rates, true] as const),
      ...kinds.map((rates) => [rates, false] as const),
    ]
      .map(([{ name, pages, characters, rate, interval, strictRate }, hasStrict]) => [
        name,
        countText(pages),
        countText(characters),
        percentText(rate, 2),
        `${percentText(interval.low, 2)} to ${percentText(interval.high, 2)}`,
        hasStrict ? percentText(strictRate, 2) : "",
      ]),
  );
}

function reviewTable({ review }: ReadingSummary): string {
  return markdownTable(
    ["confidence below", "looked at", "errors left", "errors found"]
      .map((name) => ({ name, number: true })),
    review.map(({ threshold, reviewed, remainingRate, found }) => [
      String(threshold),
      percentText(reviewed),
      percentText(remainingRate, 2),
      percentText(found, 0),
    ]),
  );
}

function bandTable({ bands }: ReadingSummary): string {
  return markdownTable(
    ["confidence", "characters", "mean confidence", "right"].map((name) => ({
      name,
      number: true,
    })),
    bands.filter(({ count }) => count > 0).map(({ low, high, count, meanConfidence, accuracy }) => [
      `${low} to ${high}`,
      countText(count),
      percentText(meanConfidence),
      percentText(accuracy),
    ]),
  );
}

const CAUSES: Record<ErrorCause["cause"], string> = {
  "not found": "not found: taken for no character, or for part of another",
  "nothing there": "read where no character is: a stain, or a character cut in two",
  "second choice": "taken for another, and the right one was among the alternatives",
  "not considered": "taken for another, and the right one was not considered",
};

function causeTable({ causes }: ReadingSummary): string {
  return markdownTable(
    [{ name: "" }, { name: "characters", number: true }],
    causes.map(({ cause, count }) => [CAUSES[cause], countText(count)]),
  );
}

function misreadingTable({ misreadings }: ReadingSummary): string {
  const shown = (character: string) => character === "" ? "nothing" : codeText(character);
  return markdownTable(
    [{ name: "stands there" }, { name: "read" }, { name: "times", number: true }],
    misreadings.slice(0, MOST_MISREADINGS)
      .map(({ truth, read, count }) => [shown(truth), shown(read), countText(count)]),
  );
}

function pageSection({ page, pairs, errors, characters }: PageScore): string {
  const kinds = [...new Set(page.truth.map(({ kind }) => kind))];
  const lines = kinds.map((kind) =>
    `- ${kind}: ${codeText(pairs.filter((pair) => pair.kind === kind).map(shownPair).join(""))}`
  );
  return `### ${basename(page.file)}: ${errors} of ${characters} wrong\n\n${lines.join("\n")}`;
}

function shownPair(pair: ReadPair): string {
  return isWrong(pair) ? `[${pair.truth}→${pair.read}]` : pair.truth;
}
