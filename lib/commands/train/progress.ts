/** How a training run looks while it goes: a live bar on a terminal, one line an epoch. */

import { countText, durationText, plainPercentText } from "../../number_text.ts";
import type { EpochRecord } from "../../training/epoch_record.ts";
import type { FitState } from "../../training/fit.ts";
import { coloured } from "../terminal.ts";
import { createBar } from "../progress_bar.ts";

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
  const bar = createBar(
    Deno.stderr.isTerminal() && Deno.consoleSize().columns >= WIDE_COLUMNS ? WIDE_FORMAT : FORMAT,
  );
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
      if (quiet) return;
      if (!isTerminal) return console.error(epochLine(record, epochs));
      console.error(colouredEpoch(epochLine(record, epochs, Deno.consoleSize().columns)));
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
    left: durationText(stepsLeft * seconds / Math.max(batch, 1)),
  };
}

/**
 * Returns one epoch as a line of text, such as `epoch 1/10 | loss 0.9034 | …`. Where it would be
 * longer than `columns`, it does without the rate and the loss of validation.
 */
export function epochLine(record: EpochRecord, epochs: number, columns = Infinity): string {
  const { epoch, loss, accuracy, validationLoss, validationAccuracy, seconds } = record;
  const line = (isShort: boolean) =>
    [
      `epoch ${epoch}/${epochs}`,
      `loss ${loss.toFixed(4)}`,
      `accuracy ${plainPercentText(accuracy)}`,
      validationLoss === null || isShort ? [] : `validation loss ${validationLoss.toFixed(4)}`,
      validationAccuracy === null
        ? []
        : `validation ${isShort ? "" : "accuracy "}${plainPercentText(validationAccuracy)}`,
      isShort ? [] : `${rounded(record.imagesPerSecond)} images/s`,
      durationText(seconds),
    ].flat().join(" | ");
  return line(line(false).length > columns);
}

function colouredEpoch(line: string): string {
  return line.replace(/^epoch [^ ]+/, (text) => coloured("heading", text))
    .replaceAll(/[0-9.]+ %/g, (text) => coloured("figure", text));
}

function rounded(value: number): string {
  return countText(Math.round(value));
}
