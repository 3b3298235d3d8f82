/** The charts of a report, and their files. */

import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { type ChartSpec, chartTexts } from "../charts/chart_spec.ts";
import { classF1Bars } from "../charts/class_f1_bars.ts";
import { confidenceHistograms } from "../charts/confidence_histograms.ts";
import { confidentErrorGrid } from "../charts/confident_error_grid.ts";
import { confusionHeatMap } from "../charts/confusion_heat_map.ts";
import { learningCurves } from "../charts/learning_curves.ts";
import { reliabilityDiagram } from "../charts/reliability_diagram.ts";
import { renderSvg } from "../charts/render.ts";
import { DARK_THEME, LIGHT_THEME } from "../charts/theme.ts";
import { topConfusedPairs } from "../charts/top_confused_pairs.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { confidentErrors } from "../evaluation/answers.ts";
import { confidenceHistogram } from "../evaluation/calibration.ts";
import type { Findings } from "./findings.ts";

/** Folder of a run that holds the pictures of its report. */
export const CHARTS_FOLDER = "charts";

/** Errors that the picture of the surest ones shows. */
const SHOWN_ERRORS = 24;

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
  const { matrix, record, classes, bins } = findings;
  const charts = {
    "look-alikes": confusionHeatMap(matrix, { diagonal: false }),
    "confusion": confusionHeatMap(matrix),
    "top-pairs": topConfusedPairs(matrix),
    "class-f1": classF1Bars(classes),
    "reliability": reliabilityDiagram(bins),
    "confidence": confidenceHistograms(confidenceHistogram(record.predictions)),
    "learning-curves": learningCurves(record.history),
  };
  if (dataset === null) return charts;
  const errors = confidentErrors(record.predictions, SHOWN_ERRORS);
  return { ...charts, "confident-errors": confidentErrorGrid(dataset, errors) };
}

/** Writes every chart below `folder` as `charts/NAME.svg` and `charts/NAME-dark.svg`. */
export async function writeReportCharts(folder: string, charts: ReportCharts): Promise<void> {
  for (const [name, spec] of Object.entries(charts)) {
    const path = join(folder, CHARTS_FOLDER, name);
    await writeFileAtomically(`${path}.svg`, await renderSvg(spec, LIGHT_THEME));
    await writeFileAtomically(`${path}-dark.svg`, await renderSvg(spec, DARK_THEME));
  }
}

/** Returns what a chart shows, for those who cannot see it. */
export function alternativeText(spec: ChartSpec): string {
  const { finding, caption } = chartTexts(spec);
  return `${finding}. ${caption}`;
}
