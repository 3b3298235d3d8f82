/** Learning curves: loss and accuracy of every epoch, in training and in validation. */

import { type ChartSpec, chartTitle } from "./chart_spec.ts";
import type { EpochRecord } from "../training/epoch_record.ts";
import { percentText, rounded } from "../number_text.ts";

/** One epoch of a run, or a stretch of one: epoch 0.5 is the middle of the first. */
export type LearningCurvePoint = Pick<
  EpochRecord,
  "epoch" | "loss" | "accuracy" | "validationLoss" | "validationAccuracy"
>;

/** Options of {@linkcode learningCurves}. */
export interface LearningCurveOptions {
  /**
   * Epochs in all of a run that is under way: the axis runs from 0 to there from the start.
   *
   * @default {the epochs there are; the axis begins at 1}
   */
  readonly epochs?: number;
  /**
   * The title.
   *
   * @default {what the curves show}
   */
  readonly finding?: string;
}

/** Epochs after the best one from which the title speaks of overfitting. */
const OVERFITTING_EPOCHS = 2;

/** Returns the chart of the learning curves: loss on the left, accuracy on the right. */
export function learningCurves(
  points: readonly LearningCurvePoint[],
  options: LearningCurveOptions = {},
): ChartSpec {
  const values = points.flatMap((point) => seriesOf(point));
  // A split without a curve has no place in the legend, and one curve alone needs none.
  const splits = [...new Set(values.map(({ split }) => split))];
  const legend = splits.length < 2 ? null : { values: splits };
  const isLive = options.epochs !== undefined;
  const epochDomain = isLive ? [0, options.epochs] : [1, Math.max(2, points.at(-1)?.epoch ?? 1)];
  const wholeEpochs = Array.from({ length: (options.epochs ?? 0) + 1 }, (_, epoch) => epoch);
  const panel = (field: "loss" | "accuracy", title: string, format: string) => ({
    width: 318,
    height: 240,
    ...curveMarks(isLive),
    encoding: {
      x: {
        field: "epoch",
        type: "quantitative" as const,
        title: "epoch",
        scale: { domain: epochDomain, nice: false },
        axis: {
          ...(isLive ? { values: wholeEpochs, labelOverlap: true } : { tickMinStep: 1 }),
          format: "d",
          grid: false,
        },
      },
      y: {
        field,
        type: "quantitative" as const,
        title,
        scale: { zero: false, nice: true },
        axis: { format, tickCount: 6 },
      },
      color: {
        field: "split",
        type: "nominal" as const,
        title: null,
        scale: { domain: ["training", "validation"] },
        legend: legend === null
          ? null
          : { ...legend, orient: "top" as const, symbolType: "stroke", symbolStrokeWidth: 3 },
      },
      strokeDash: {
        field: "split",
        type: "nominal" as const,
        title: null,
        scale: { domain: ["training", "validation"], range: [[1, 0], [6, 3]] },
        legend,
      },
      tooltip: [
        { field: "split", type: "nominal" as const },
        { field: "epoch", type: "quantitative" as const, ...(isLive ? { format: ".2f" } : {}) },
        { field: "loss", type: "quantitative" as const, format: ".4f" },
        { field: "accuracy", type: "quantitative" as const, format: ".2%" },
      ],
    },
  });
  return {
    title: chartTitle(
      options.finding ?? finding(points),
      "Loss (left, nats, lower is better) and accuracy (right).",
    ),
    data: { values },
    spacing: 36,
    hconcat: [panel("loss", "loss", ".2~f"), panel("accuracy", "accuracy", ".0%")],
  };
}

/** Points close together get small dots, and larger unseen ones that the pointer can hit. */
function curveMarks(isLive: boolean) {
  const line = (size: number) => ({
    type: "line" as const,
    point: { size, filled: true },
    strokeWidth: 2.2,
  });
  if (!isLive) return { mark: line(36) };
  const target = { type: "point" as const, size: 250, opacity: 0, tooltip: true };
  return { layer: [{ mark: line(9) }, { mark: target }] };
}

function seriesOf(
  { epoch, loss, accuracy, validationLoss, validationAccuracy }: LearningCurvePoint,
) {
  const training = {
    split: "training",
    epoch,
    loss: rounded(loss),
    accuracy: rounded(accuracy),
  };
  if (validationLoss === null || validationAccuracy === null) return [training];
  return [training, {
    split: "validation",
    epoch,
    loss: rounded(validationLoss),
    accuracy: rounded(validationAccuracy),
  }];
}

/** Says in one sentence what the curves show. */
function finding(points: readonly LearningCurvePoint[]): string {
  const last = points.at(-1);
  if (last === undefined) return "No epoch has been trained yet";
  const validated = points.flatMap(({ epoch, validationLoss }) =>
    validationLoss === null ? [] : [{ epoch, loss: validationLoss }]
  );
  if (validated.length === 0 || last.validationAccuracy === null) {
    return `Training accuracy reaches ${percentText(last.accuracy)} after epoch ${last.epoch}`;
  }
  const best = validated.reduce((first, second) => second.loss < first.loss ? second : first);
  if (last.epoch - best.epoch < OVERFITTING_EPOCHS) {
    return `Still improving: validation ${percentText(last.validationAccuracy)} after epoch ` +
      `${last.epoch}, training ${percentText(last.accuracy)}`;
  }
  return `Overfits after epoch ${best.epoch}: validation loss was ${best.loss.toFixed(3)} there ` +
    `and ends at ${validated[validated.length - 1].loss.toFixed(3)}`;
}
