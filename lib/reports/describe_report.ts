/** Writes the report of a run as a description, which `markdown.ts` and `html/page.ts` render. */

import { classF1Bars } from "../charts/class_f1_bars.ts";
import { confidenceHistograms } from "../charts/confidence_histograms.ts";
import { confidentErrorGrid } from "../charts/confident_error_grid.ts";
import { confusionHeatMap } from "../charts/confusion_heat_map.ts";
import { learningCurves } from "../charts/learning_curves.ts";
import { reliabilityDiagram } from "../charts/reliability_diagram.ts";
import { topConfusedPairs } from "../charts/top_confused_pairs.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { confidentErrors } from "../evaluation/answers.ts";
import { confidenceHistogram } from "../evaluation/calibration.ts";
import { countOf, countText, percentText } from "../number_text.ts";
import { type Findings, headline, summarySentences } from "./findings.ts";
import type { Block, Report, ReportChart, Section } from "./report.ts";
import {
  binTable,
  classTable,
  createMeasures,
  epochTable,
  factTable,
  groupTable,
  memberTable,
  optionTable,
  pairTable,
} from "./report_tables.ts";
import { dayText } from "./run_description.ts";

/** Errors that the picture of the surest ones shows. */
const SHOWN_ERRORS = 24;

/** Pairs that get a card on the page. */
const SHOWN_PAIRS = 9;

/**
 * Describes the report of `findings`.
 *
 * @param dataset The images that the run was measured on, or null where they cannot be had.
 * @param imagesReason Why there are none, as a sentence.
 */
export function describeReport(
  findings: Findings,
  dataset: ImageDataset | null,
  imagesReason: string,
): Report {
  const { config } = findings.record;
  return {
    name: findings.name,
    headline: headline(findings),
    sentences: summarySentences(findings),
    facts: [
      `${config.options.evaluation} images of ${config.dataset.name}`,
      `model ${config.model.name}, ${countOf(config.model.parameters, "parameter")}`,
      dayText(config.startedAt),
    ],
    imagesReason,
    sections: [
      {
        id: "quality",
        label: "Figures",
        title: "How good it is",
        blocks: [{ kind: "measures", measures: createMeasures(findings) }],
      },
      confusionSection(findings),
      ...pairSection(findings),
      {
        id: "characters",
        label: "Characters",
        title: "Character by character",
        blocks: [
          charts({ name: "class-f1", spec: classF1Bars(findings.classes) }),
          { kind: "table", table: classTable(findings) },
        ],
      },
      confidenceSection(findings),
      ...errorSection(findings, dataset),
      trainingSection(findings),
      {
        id: "run",
        label: "Run",
        title: "How this run was made",
        blocks: [
          { kind: "command", command: config.command },
          { kind: "table", table: factTable(findings) },
          { kind: "table", table: optionTable(findings) },
        ],
      },
    ],
  };
}

function charts(...reportCharts: ReportChart[]): Block {
  return { kind: "charts", charts: reportCharts };
}

function trainingSection(findings: Findings): Section {
  const { config: { ensemble }, history } = findings.record;
  if (ensemble !== undefined) {
    const blocks: Block[] = [{ kind: "table", table: memberTable(ensemble) }];
    return { id: "ensemble", label: "Ensemble", title: "What was averaged", blocks };
  }
  const curves = charts({ name: "learning-curves", spec: learningCurves(history) });
  const blocks: Block[] = [curves, { kind: "table", table: epochTable(findings) }];
  return { id: "training", label: "Training", title: "How the training went", blocks };
}

function confusionSection(findings: Findings): Section {
  const { matrix, groups, groupedShare, errors } = findings;
  const lookAlikes = confusionHeatMap(matrix, { lookAlikes: findings });
  const groupBlocks: Block[] = groups.length === 0
    ? []
    : [{ kind: "table", table: groupTable(findings) }];
  return {
    id: "confusion",
    label: "Confusion",
    title: "What it confuses",
    finding: groups.length === 0
      ? "No characters are confused often enough to form a group"
      : `${percentText(groupedShare, 0)} of ${countOf(errors, "error")} stay within look-alikes`,
    blocks: [
      { only: "text", ...charts({ name: "look-alikes", spec: lookAlikes }) },
      { kind: "explorer", only: "page" },
      ...groupBlocks,
      { only: "text", ...charts({ name: "confusion", spec: confusionHeatMap(matrix) }) },
    ],
  };
}

function pairSection(findings: Findings): Section[] {
  const { pairs, matrix } = findings;
  if (pairs.length === 0) return [];
  const shown = pairs.slice(0, SHOWN_PAIRS);
  const share = percentText(shown.reduce((sum, pair) => sum + pair.shareOfErrors, 0), 0);
  return [{
    id: "pairs",
    label: "Pairs",
    title: "Which pairs cost most",
    finding: shown.length === 1
      ? `One pair makes ${share} of all errors`
      : `${countText(shown.length)} pairs make ${share} of all errors`,
    blocks: [
      { only: "text", ...charts({ name: "top-pairs", spec: topConfusedPairs(matrix) }) },
      { kind: "table", only: "text", table: pairTable(findings) },
      {
        kind: "paragraph",
        only: "page",
        text:
          "Images that were read wrongly, the surest first. A line with a number opens all of " +
          "them beside the map above.",
      },
      { kind: "pairs", only: "page", pairs: shown },
    ],
  }];
}

function confidenceSection({ bins, scaled, answers }: Findings): Section {
  const histogram = {
    name: "confidence",
    spec: confidenceHistograms(confidenceHistogram(answers)),
  };
  const meaning =
    "The calibration error is the mean gap between how sure the model says it is and " +
    `how often it is right. At 10${"\u00a0"}%, of a hundred answers that it gives with 80${"\u00a0"}% ` +
    "confidence about 90 are right, or only 70.";
  const unscaled = { name: "reliability", spec: reliabilityDiagram(bins) };
  const blocks: Block[] = scaled === null ? [charts(unscaled, histogram)] : [
    {
      kind: "paragraph",
      text: "Every log-probability divided by one number, the temperature, makes the confidence " +
        "honest without changing an answer. It was fitted on validation images. Confidences " +
        "elsewhere in this report are those at the temperature.",
    },
    charts(
      { ...unscaled, spec: reliabilityDiagram(bins, "As the model was trained.") },
      {
        name: "reliability-scaled",
        spec: reliabilityDiagram(scaled.bins, "At its temperature."),
      },
      histogram,
    ),
  ];
  return {
    id: "confidence",
    label: "Confidence",
    title: "How sure it is, and how right",
    blocks: [
      { kind: "paragraph", text: meaning },
      ...blocks,
      { kind: "table", table: binTable((scaled ?? { bins }).bins) },
    ],
  };
}

function errorSection({ answers, errors }: Findings, dataset: ImageDataset | null): Section[] {
  if (dataset === null || errors === 0) return [];
  // The findings' characters, in which blanks can be seen.
  const shown = { ...dataset, characters: answers.characters };
  const spec = confidentErrorGrid(shown, confidentErrors(answers, SHOWN_ERRORS));
  return [{
    id: "errors",
    label: "Errors",
    title: "The errors it was surest of",
    blocks: [
      { only: "text", ...charts({ name: "confident-errors", spec }) },
      {
        kind: "paragraph",
        only: "page",
        text:
          "The label, what the model read, and how sure it was. Where you agree with the model, " +
          "the label may be the one that is wrong.",
      },
      { kind: "gallery", only: "page" },
    ],
  }];
}
