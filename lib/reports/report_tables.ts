/** The tables of a report. */

import { wilsonInterval } from "../evaluation/accuracy_interval.ts";
import type { ReliabilityBin } from "../evaluation/calibration.ts";
import type { ClassMetrics } from "../evaluation/class_metrics.ts";
import { type MeasureDefinition, MEASURES, measureText } from "../evaluation/measures.ts";
import { summarizeRun } from "../evaluation/run_summary.ts";
import { topConfusions } from "../evaluation/top_confusions.ts";
import { countOf, countText, percentText, rangeText } from "../number_text.ts";
import { createRandom } from "../random.ts";
import type { EnsembleMember } from "../runs/config.ts";
import { EPOCH_COLUMN_NAMES, EPOCH_COLUMNS } from "../training/epoch_record.ts";
import { mapRecord } from "../typed_record.ts";
import type { Findings } from "./findings.ts";
import { type Measure, numberColumn, type Table, type TableCell, textCell } from "./report.ts";
import { describeOptions, describeRun } from "./run_description.ts";

/** Redraws of the bootstrap: enough for the two digits that are shown. */
const RESAMPLES = 500;

/** Seed of the bootstrap, so that a report made twice is the same. */
const BOOTSTRAP_SEED = 0;

/** Pairs in their table. */
const SHOWN_PAIRS = 10;

/** Stands for a value that is not there. */
const NONE = "–";

/** Returns the figures with their 95 % intervals, the most important first. */
export function createMeasures({ measures, images, scaled, record }: Findings): Measure[] {
  const run = { name: "", predictions: record.predictions };
  const { macroF1, loss } = summarizeRun(run, createRandom(BOOTSTRAP_SEED), RESAMPLES);
  const estimated: Readonly<Record<string, typeof loss>> = { macroF1, loss };
  const figure = (definition: MeasureDefinition, value: number, key: string): Measure => {
    const text = (bound: number) => measureText(definition, bound);
    const interval = definition.kind === "share"
      ? wilsonInterval(Math.round(value * images), images)
      : estimated[key]?.interval;
    return {
      name: definition.name,
      meaning: definition.meaning,
      value: text(value),
      interval: interval === undefined ? "" : rangeText(interval, text),
    };
  };
  const rows = Object.values(
    mapRecord(MEASURES, (definition, name) => figure(definition, measures[name], name)),
  );
  const { temperature, also = {} } = record.metrics;
  const others = Object.entries(also).map(([name, { accuracy, images: count }]): Measure => ({
    name: `Accuracy on ${name}`,
    meaning: `the same on ${countOf(count, "image")} of other data`,
    value: percentText(accuracy),
    interval: rangeText(wilsonInterval(Math.round(accuracy * count), count), percentText),
  }));
  if (scaled === null || temperature === undefined) return [...rows, ...others];
  const scaling = {
    name: "Temperature",
    value: temperature.toFixed(3),
    interval: "",
    meaning: "fitted on validation images; above 1: too sure, below 1: too modest",
  };
  const calibration = {
    name: "Calibration error, scaled",
    meaning: "the same at the temperature",
    value: percentText(scaled.expectedCalibrationError),
    interval: "",
  };
  return [...rows, ...others, calibration, scaling];
}

/** Returns the groups of look-alikes. */
export function groupTable({ groups, errors }: Findings): Table {
  return {
    title: "Groups of look-alikes",
    columns: [
      { name: "look-alikes" },
      numberColumn("errors within"),
      numberColumn(`share of ${countOf(errors, "error")}`),
    ],
    rows: groups.map(({ characters, errors: within, shareOfErrors }) => [
      { characters, text: "" },
      textCell(countText(within)),
      textCell(percentText(shareOfErrors)),
    ]),
  };
}

/** Returns the pairs that cost most. */
export function pairTable({ pairs, matrix }: Findings): Table {
  const countOfCell = (from: number, to: number) =>
    textCell(countText(matrix.counts[from * matrix.characters.length + to]));
  let cumulative = 0;
  return {
    columns: [
      { name: "pair" },
      ...["first read as second", "second read as first", "share of errors"].map(numberColumn),
      numberColumn("together with those above"),
    ],
    rows: pairs.slice(0, SHOWN_PAIRS).map(
      ({ classes: [first, second], characters, shareOfErrors }) => {
        cumulative += shareOfErrors;
        return [
          { characters, text: "" },
          countOfCell(first, second),
          countOfCell(second, first),
          textCell(percentText(shareOfErrors)),
          textCell(percentText(cumulative)),
        ];
      },
    ),
  };
}

/** Returns every character with its figures, the hardest first, those without images last. */
export function classTable({ classes, matrix }: Findings): Table {
  const confusions = topConfusions(matrix);
  const rowOf = ({ character, f1, precision, recall, support }: ClassMetrics): TableCell[] => {
    const name = { characters: [character], text: "" };
    if (support === 0) {
      // Sorted after every figure that there can be.
      const last = { text: NONE, sortBy: 2 };
      return [name, last, last, last, last, { text: "no images", sortBy: 0 }, last];
    }
    const interval = wilsonInterval(Math.round(recall * support), support);
    const worst = confusions.find(({ trueCharacter }) => trueCharacter === character);
    return [
      name,
      { text: f1.toFixed(3), sortBy: f1 },
      { text: percentText(precision), sortBy: precision },
      { text: percentText(recall), sortBy: recall },
      { text: rangeText(interval, percentText), sortBy: interval.low },
      { text: countText(support), sortBy: support },
      worst === undefined ? { text: NONE, sortBy: 0 } : {
        characters: [worst.predictedCharacter],
        text: countOf(worst.count, "time"),
        sortBy: worst.count,
      },
    ];
  };
  const ranked = classes.toSorted((first, second) =>
    Number(first.support === 0) - Number(second.support === 0) || first.f1 - second.f1
  );
  return {
    title: "All characters in a table",
    isFolded: true,
    sortedBy: 1,
    columns: [
      { name: "character" },
      ...["F1", "precision", "recall", "recall, 95 %", "images"].map(numberColumn),
      { name: "most often read as" },
    ],
    rows: ranked.map(rowOf),
  };
}

/** Returns the numbers of a reliability diagram. */
export function binTable(bins: readonly ReliabilityBin[]): Table {
  return {
    title: "The numbers of the diagram",
    isFolded: true,
    columns: [{ name: "confidence" }, ...["images", "said", "was right"].map(numberColumn)],
    rows: bins.flatMap(({ low, high, count, meanConfidence, accuracy }) =>
      meanConfidence === null || accuracy === null ? [] : [[
        rangeText({ low, high }, (share) => percentText(share, 0)),
        countText(count),
        percentText(meanConfidence),
        percentText(accuracy),
      ].map(textCell)]
    ),
  };
}

/** Returns every epoch; columns that no epoch has a value in are left out. */
export function epochTable({ record: { history } }: Findings): Table {
  const names = EPOCH_COLUMN_NAMES.filter((name) => history.some((epoch) => epoch[name] !== null));
  return {
    title: "Every epoch in numbers",
    isFolded: true,
    columns: names.map((name) => numberColumn(EPOCH_COLUMNS[name].title)),
    rows: history.map((epoch) =>
      names.map((name) => {
        const value = epoch[name];
        return textCell(value === null ? NONE : EPOCH_COLUMNS[name].text(value));
      })
    ),
  };
}

/** Returns each run of an ensemble, with what it reads by itself. */
export function memberTable(members: readonly EnsembleMember[]): Table {
  return {
    columns: [{ name: "run" }, numberColumn("accuracy alone"), numberColumn("temperature")],
    rows: members.map(({ run, accuracy, temperature }) =>
      [run, percentText(accuracy, 2), temperature.toFixed(2)].map(textCell)
    ),
  };
}

/** Returns where and on what the run was made. */
export function factTable({ record }: Findings): Table {
  return {
    columns: [{ name: "what" }, { name: "value" }],
    rows: describeRun(record.config).map(({ name, value }) => [name, value].map(textCell)),
  };
}

/** Returns every option of the run. */
export function optionTable({ record }: Findings): Table {
  return {
    title: "All options",
    isFolded: true,
    columns: [{ name: "option" }, { name: "value" }],
    rows: describeOptions(record.config.options).map(({ name, value }) =>
      [name, value].map(textCell)
    ),
  };
}
