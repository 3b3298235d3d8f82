/** The charts of a report, and their files. */

import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { type ChartSpec } from "../charts/chart_spec.ts";
import { chartTexts } from "../charts/chart_title.ts";
import { classF1Bars } from "../charts/class_f1_bars.ts";
import { completeRows } from "../charts/complete_rows.ts";
import { confidenceHistograms } from "../charts/confidence_histograms.ts";
import { confidentErrorGrid } from "../charts/confident_error_grid.ts";
import { confusionHeatMap } from "../charts/confusion_heat_map.ts";
import { learningCurves } from "../charts/learning_curves.ts";
import { reliabilityDiagram } from "../charts/reliability_diagram.ts";
import { renderSvg, svgToPng } from "../charts/render.ts";
import { DARK_THEME, LIGHT_THEME } from "../charts/theme.ts";
import { topConfusedPairs } from "../charts/top_confused_pairs.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { createConfidenceHistogram } from "../frames/confidence_histogram.ts";
import { mostConfidentErrors } from "../frames/images_to_look_at.ts";
import type { Findings } from "./findings.ts";

/** Folder of a run that holds the pictures of its report. */
export const CHARTS_FOLDER = "charts";

/** Errors that the picture of the surest ones shows. */
const SHOWN_ERRORS = 24;

/** Picture pixels a chart pixel in PNG files. */
const PNG_SCALE = 1.5;

/** The charts under the names of their files. */
export type ReportCharts = Readonly<Record<ReportChartName, ChartSpec>> & {
  /** Missing where the images cannot be had. */
  readonly "confident-errors"?: ChartSpec;
};

/** Charts that every report has. */
export type ReportChartName =
  | "look-alikes"
  | "confusion"
  | "top-pairs"
  | "class-f1"
  | "reliability"
  | "confidence"
  | "learning-curves";

/** Creates the charts of a report; `dataset` holds the images or is null where there are none. */
export function createReportCharts(
  findings: Findings,
  dataset: ImageDataset | null,
): ReportCharts {
  const { matrix, record, classes, bins, predictions } = findings;
  const charts = {
    "look-alikes": confusionHeatMap(matrix, { diagonal: false }),
    "confusion": confusionHeatMap(matrix),
    "top-pairs": topConfusedPairs(matrix),
    "class-f1": classF1Bars(classes),
    "reliability": reliabilityDiagram(bins),
    "confidence": confidenceHistograms(
      completeRows(createConfidenceHistogram(predictions).toRecords()),
    ),
    "learning-curves": learningCurves(record.history),
  };
  if (dataset === null) return charts;
  const errors = completeRows(
    mostConfidentErrors(predictions, SHOWN_ERRORS)
      .select("index", "true", "predicted", "confidence")
      .toRecords(),
  );
  return { ...charts, "confident-errors": confidentErrorGrid(dataset, errors) };
}

/**
 * Writes every chart below `folder` as `charts/NAME.svg`, `charts/NAME-dark.svg` and
 * `charts/NAME.png`.
 */
export async function writeReportCharts(folder: string, charts: ReportCharts): Promise<void> {
  for (const [name, spec] of Object.entries(charts)) {
    const path = join(folder, CHARTS_FOLDER, name);
    const light = await renderSvg(spec, LIGHT_THEME);
    await writeFileAtomically(`${path}.svg`, light);
    await writeFileAtomically(`${path}-dark.svg`, await renderSvg(spec, DARK_THEME));
    await writeFileAtomically(`${path}.png`, await svgToPng(light, PNG_SCALE));
  }
}

/** Returns what a chart shows, for those who cannot see it. */
export function alternativeText(spec: ChartSpec): string {
  const { finding, caption } = chartTexts(spec);
  return `${finding}. ${caption}`;
}
