/** What the report of a reading says: error rates, what a second look finds, why characters are wrong. */

import { basename } from "node:path";
import {
  type ErrorRates,
  isWrong,
  type PageScore,
  type ReadPair,
} from "../evaluation/reading_score.ts";
import type { ErrorCause, ReadingSummary } from "../evaluation/reading_summary.ts";
import { countOf, countText, percentText, rangeText } from "../number_text.ts";
import {
  numberColumn,
  type Report,
  type Section,
  type Table,
  type TableCell,
  textCell,
} from "./report.ts";

/** How the pages were read. */
export interface ReadingSetting {
  /** The report's name, that of its folder. */
  readonly name: string;
  /** The run whose model read. */
  readonly model: string;
  /** Options that told something of the words; undefined where they were not given. */
  readonly hints: Readonly<Record<string, string | undefined>>;
  readonly secondsPerPage: number;
  /** Whether the page shows the lines with errors. */
  readonly hasPictures: boolean;
}

/** Rows of the table of misreadings, and pages that are shown. */
const MOST_MISREADINGS = 20;
const MOST_PAGES = 20;

/** Returns the report, its last section the pages with the most errors. */
export function describeReading(summary: ReadingSummary, setting: ReadingSetting): Report {
  const [all] = summary.styles;
  const hints = Object.entries(setting.hints).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name} ${value}`);
  const told = hints.length === 0 ? "nothing was told of the words" : `told ${hints.join(" ")}`;
  return {
    name: setting.name,
    headline: `${percentText(all.rate)} of the characters are read wrongly`,
    sentences: [
      `The 95 % interval is ${
        rangeText(all.interval, (bound) => percentText(bound))
      }, by a bootstrap ` +
      "over the pictures.",
      "Letters and digits count, capitals and small letters alike, blanks do not; " +
      `with case and blanks ${percentText(all.strictRate)} are wrong.`,
      `A picture took ${setting.secondsPerPage.toFixed(2)} s.`,
    ],
    facts: [
      countOf(all.pages, "picture"),
      countOf(all.characters, "character"),
      `read by ${setting.model}`,
      told,
    ],
    imagesReason: setting.hasPictures ? "" : "they were left out with --no-pictures.",
    sections: [
      section("rates", "Error rates", [rateTable(summary)]),
      section("review", "What a second look finds", [reviewTable(summary), bandTable(summary)]),
      section("causes", "Why characters are wrong", [
        causeTable(summary),
        misreadingTable(summary),
      ]),
      section(
        "pictures",
        "The pictures with the most errors",
        shownPages(summary).map(pageTable),
      ),
    ],
  };
}

/** Returns the pages that the report shows, the worst first. */
export function shownPages({ worst }: ReadingSummary): readonly PageScore[] {
  return worst.slice(0, MOST_PAGES);
}

function section(id: string, title: string, tables: readonly Table[]): Section {
  return {
    id,
    title,
    label: title,
    blocks: tables.flatMap((table) => [
      { kind: "paragraph", only: "text", text: table.title ?? "" } as const,
      { kind: "table", table } as const,
    ]),
  };
}

function rateTable({ styles, kinds }: ReadingSummary): Table {
  const row = (rates: ErrorRates, strict: string) =>
    [
      rates.name,
      countText(rates.pages),
      countText(rates.characters),
      percentText(rates.rate, 2),
      rangeText(rates.interval, (bound) => percentText(bound, 2)),
      strict,
    ].map(textCell);
  return {
    title: "All pictures, each style, and each kind of words",
    columns: [
      { name: "" },
      numberColumn("pictures"),
      numberColumn("characters"),
      numberColumn("wrong"),
      numberColumn("95 % interval"),
      numberColumn("with case and blanks"),
    ],
    rows: [
      ...styles.map((rates) => row(rates, percentText(rates.strictRate, 2))),
      ...kinds.map((rates) => row(rates, "")),
    ],
  };
}

function reviewTable({ review }: ReadingSummary): Table {
  return {
    title: "A person looks at every character below a confidence",
    columns: ["confidence below", "looked at", "errors left", "errors found"].map(numberColumn),
    rows: review.map(({ threshold, reviewed, remainingRate, found }) =>
      [
        String(threshold),
        percentText(reviewed),
        percentText(remainingRate, 2),
        percentText(found, 0),
      ].map(textCell)
    ),
  };
}

function bandTable({ bands }: ReadingSummary): Table {
  return {
    title: "Characters by confidence, and how many of them are right",
    columns: ["confidence", "characters", "mean confidence", "right"].map(numberColumn),
    rows: bands.filter(({ count }) => count > 0).map((
      { low, high, count, meanConfidence, accuracy },
    ) =>
      [
        `${low} to ${high}`,
        countText(count),
        percentText(meanConfidence),
        percentText(accuracy),
      ].map(textCell)
    ),
  };
}

const CAUSES: Record<ErrorCause["cause"], string> = {
  "not found": "not found: taken for no character, or for part of another",
  "nothing there": "read where no character is: a stain, or a character cut in two",
  "second choice": "taken for another, and the right one was among the alternatives",
  "not considered": "taken for another, and the right one was not considered",
};

function causeTable({ causes }: ReadingSummary): Table {
  return {
    title: "Wrong characters by cause",
    columns: [{ name: "cause" }, numberColumn("characters")],
    rows: causes.map(({ cause, count }) => [CAUSES[cause], countText(count)].map(textCell)),
  };
}

function misreadingTable({ misreadings }: ReadingSummary): Table {
  const shown = (character: string): TableCell =>
    character === "" ? textCell("nothing") : { characters: [character], text: "" };
  return {
    title: "What is taken for what",
    columns: [{ name: "stands there" }, { name: "read" }, numberColumn("times")],
    rows: misreadings.slice(0, MOST_MISREADINGS)
      .map(({ truth, read, count }) => [shown(truth), shown(read), textCell(countText(count))]),
  };
}

/** Returns a page's text by the kind of its words; wrong characters stand in brackets. */
export function pageTable({ page, pairs, errors, characters }: PageScore): Table {
  const kinds = [...new Set(page.truth.map(({ kind }) => kind))];
  return {
    title: `${basename(page.file)}: ${errors} of ${characters} wrong`,
    columns: [{ name: "kind" }, { name: "stands there → was read" }],
    rows: kinds.map((kind) =>
      [kind, pairs.filter((pair) => pair.kind === kind).map(shownPair).join("")].map(textCell)
    ),
  };
}

function shownPair(pair: ReadPair): string {
  return isWrong(pair) ? ` [${pair.truth} → ${pair.read}] ` : pair.truth;
}
