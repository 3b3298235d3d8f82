/**
 * What a report is: sections of blocks that say nothing about how they look. `describe_report.ts`
 * writes one, `markdown.ts` and `html/page.ts` render it.
 */

import type { ChartSpec } from "../charts/chart_spec.ts";
import type { ConfusionPair } from "../evaluation/top_confusions.ts";

/** A field of a table. */
export interface TableCell {
  /** Characters, set in a font that tells 0 from O, before the text. */
  readonly characters?: readonly string[];
  readonly text: string;
  /** What the column is sorted by, where the text does not sort by itself. */
  readonly sortBy?: number;
}

/** A column's heading; numbers stand at the right. */
export interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
}

/** A table. */
export interface Table {
  /** What stands above it; with `isFolded` it is what opens it. */
  readonly title?: string;
  /** Whether the table stays closed until a reader opens it. */
  readonly isFolded?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Index of the column that the rows are sorted by, ascending; a page then lets readers sort. */
  readonly sortedBy?: number;
}

/** Returns a field of text alone. */
export function textCell(text: string): TableCell {
  return { text };
}

/** Returns the heading of a column of numbers. */
export function numberColumn(name: string): Column {
  return { name, isNumber: true };
}

/** A chart under the name of its file. */
export interface ReportChart {
  readonly name: string;
  readonly spec: ChartSpec;
}

/** One figure. */
export interface Measure {
  readonly name: string;
  /** The figure as it should read. */
  readonly value: string;
  /** Its 95 % interval as it should read, or an empty text where none is given. */
  readonly interval: string;
  /** What it means, in a few words. */
  readonly meaning: string;
}

/** Returns figures with their meaning. */
export function measureTable(measures: readonly Measure[]): Table {
  return {
    columns: [
      { name: "figure" },
      numberColumn("value"),
      numberColumn("95 % interval"),
      { name: "meaning" },
    ],
    rows: measures.map(({ name, value, interval, meaning }) =>
      [name, value, interval, meaning].map(textCell)
    ),
  };
}

/** Where a block is shown, when not everywhere: in Markdown, or on the page. */
export type Medium = "text" | "page";

/** A part of a section. */
export type Block =
  & { readonly only?: Medium }
  & (
    | { readonly kind: "paragraph"; readonly text: string }
    | { readonly kind: "measures"; readonly measures: readonly Measure[] }
    | { readonly kind: "table"; readonly table: Table }
    /** One chart over the full width, or several side by side. */
    | { readonly kind: "charts"; readonly charts: readonly ReportChart[] }
    | { readonly kind: "command"; readonly command: string }
    /** The confusion matrix to explore with the images behind each cell. */
    | { readonly kind: "explorer" }
    /** A card for each pair, with examples of both directions. */
    | { readonly kind: "pairs"; readonly pairs: readonly ConfusionPair[] }
    /** The errors that the model was surest of. */
    | { readonly kind: "gallery" }
  );

/** A part of a report. */
export interface Section {
  /** Its anchor. */
  readonly id: string;
  /** Its name in a list of sections. */
  readonly label: string;
  /** Its heading. */
  readonly title: string;
  /** What it shows, as a heading that says more than the title. */
  readonly finding?: string;
  readonly blocks: readonly Block[];
}

/** A report of a run. */
export interface Report {
  /** The run's name, that of its folder. */
  readonly name: string;
  /** The one thing to know about the run, without a full stop. */
  readonly headline: string;
  /** What else to know, as whole sentences. */
  readonly sentences: readonly string[];
  /** Data, model and day, in a few words each. */
  readonly facts: readonly string[];
  /** Why the report shows no images, as a sentence; empty where it does. */
  readonly imagesReason: string;
  readonly sections: readonly Section[];
}

/** Returns the blocks of a section that are shown in a medium. */
export function blocksFor(medium: Medium, { blocks }: Section): readonly Block[] {
  return blocks.filter(({ only }) => only === undefined || only === medium);
}

/** Returns every chart that is shown in a medium. */
export function chartsFor(medium: Medium, { sections }: Report): ReportChart[] {
  return sections
    .flatMap((section) => blocksFor(medium, section))
    .flatMap((block) => block.kind === "charts" ? block.charts : []);
}
