/** How a training run looks while it goes: a live bar on a terminal, one line an epoch. */

// @ts-types="@types/cli-progress"
import { SingleBar } from "cli-progress";
import { countText, plainPercentText } from "../../number_text.ts";
import type { EpochRecord } from "../../training/epoch_record.ts";
import type { FitState } from "../../training/fit.ts";

/** What the progress of a run needs to know beforehand. */
export interface TrainingProgressOptions {
  readonly epochs: number;
  readonly batchCount: number;
  readonly isTerminal: boolean;
  /** Nothing is shown at all. */
  readonly quiet: boolean;
}

/** Shows a run as it goes, on standard error. */
export interface TrainingProgress {
  /** Shows the state after a step. */
  batch(state: FitState): void;
  /** Shows an epoch that is done. */
  epoch(record: EpochRecord): void;
  /** Takes the bar away, if there is one. */
  stop(): void;
}

/** What there is room for in 80 columns; a wide terminal shows the batches and the rate, too. */
const FORMAT = "epoch {epoch} [{bar}] {left} left | loss {loss} | accuracy {accuracy}";
const WIDE_FORMAT = `${FORMAT} | batch {value}/{total} | {rate} images/s`;
const WIDE_COLUMNS = 120;

/** Creates the progress of one run. */
export function createTrainingProgress(options: TrainingProgressOptions): TrainingProgress {
  const { epochs, batchCount, isTerminal, quiet } = options;
  const bar = new SingleBar({
    format: Deno.stderr.isTerminal() && Deno.consoleSize().columns >= WIDE_COLUMNS
      ? WIDE_FORMAT
      : FORMAT,
    hideCursor: false,
    barsize: 10,
    clearOnComplete: true,
    fps: 10,
  });
  const stop = () => {
    if (bar.isActive) bar.stop();
  };
  return {
    stop,
    batch(state) {
      if (quiet || !isTerminal) return;
      const texts = liveTexts(state, options);
      if (!bar.isActive) bar.start(batchCount, state.batch, texts);
      bar.update(state.batch, texts);
    },
    epoch(record) {
      stop();
      if (!quiet) console.error(epochLine(record, epochs));
    },
  };
}

function liveTexts(
  { epoch, batch, lossSum, correct, imageCount, seconds }: FitState,
  { epochs, batchCount }: TrainingProgressOptions,
): Record<string, string> {
  const imagesPerSecond = imageCount / Math.max(seconds, 1e-6);
  const stepsLeft = (epochs - epoch) * batchCount + batchCount - batch;
  return {
    epoch: `${epoch}/${epochs}`,
    loss: (lossSum / imageCount).toFixed(4),
    accuracy: plainPercentText(correct / imageCount),
    rate: rounded(imagesPerSecond),
    left: duration(stepsLeft * seconds / Math.max(batch, 1)),
  };
}

/** Returns one epoch as a line of text, such as `epoch 1/10 | loss 0.9034 | …`. */
export function epochLine(record: EpochRecord, epochs: number): string {
  const parts = [
    `epoch ${record.epoch}/${epochs}`,
    `loss ${record.loss.toFixed(4)}`,
    `accuracy ${plainPercentText(record.accuracy)}`,
  ];
  if (record.validationLoss !== null && record.validationAccuracy !== null) {
    parts.push(`validation loss ${record.validationLoss.toFixed(4)}`);
    parts.push(`validation accuracy ${plainPercentText(record.validationAccuracy)}`);
  }
  parts.push(`${rounded(record.imagesPerSecond)} images/s`, duration(record.seconds));
  return parts.join(" | ");
}

/** Returns seconds as `8 s`, `1 min 05 s` or `2 h 03 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
}

function rounded(value: number): string {
  return countText(Math.round(value));
}
