/** How a training run looks: what it is, then a live bar on a terminal, one line an epoch elsewhere. */

// @ts-types="@types/cli-progress"
import { SingleBar } from "cli-progress";
import { countText, listText, plainPercentText, visibleCharacters } from "../../number_text.ts";
import type { TrainedRun } from "../../runs/create_record.ts";
import type { EpochRecord } from "../../training/epoch_record.ts";
import type { FitState } from "../../training/fit.ts";
import type { Precision } from "../../training/trainer_options.ts";

/** Classes without images that are named one by one. */
const NAMED_CLASSES = 10;

/**
 * Says on standard error what is about to be trained on what.
 *
 * @param fastestPrecision The precision in which this machine trains fastest.
 */
export function announceRun(
  { request, backend, model, training, validation, evaluated }: TrainedRun,
  fastestPrecision: Precision,
): void {
  const { recipe: { epochs, batchSize }, precision } = request;
  const heldOut = validation === undefined ? "" : `${rounded(validation.count)} held out, `;
  console.error(
    `Data: ${training.name}, ${rounded(training.count)} training, ${heldOut}` +
      `${rounded(evaluated.count)} images to evaluate on, ${training.characters.length} ${
        training.characters.length === 1 ? "class" : "classes"
      }`,
  );
  for (const [images, name] of [[training, "training"], [evaluated, "evaluation"]] as const) {
    const absent = images.characters.filter((_, label) => !images.labels.includes(label));
    if (absent.length > 0) console.error(absentClasses(absent, name));
  }
  console.error(
    `Model: ${request.model}, ${rounded(model.countParams())} parameters; ` +
      `recipe ${request.recipeName}, ` +
      `${epochs} ${epochs === 1 ? "epoch" : "epochs"} of batches of ${batchSize}`,
  );
  console.error(
    `Backend: ${backend.name} ${backend.version}, ${precision}, ${backend.threads} threads on ` +
      backend.device,
  );
  if (precision === "float32" || fastestPrecision === "mixed_bfloat16") return;
  console.error(
    "mixed_bfloat16 is slow here: this processor has no instructions for it (AVX-512 BF16, AMX " +
      "or Arm's BF16). --precision float32 is several times as fast.",
  );
}

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

/** The bar comes last: a narrow terminal cuts it off, and not the time that is left. */
const format = "epoch {epoch} | batch {value}/{total} | loss {loss} | accuracy {accuracy} | " +
  "{rate} images/s | {left} left [{bar}]";

/** Creates the progress of one run. */
export function createTrainingProgress(options: TrainingProgressOptions): TrainingProgress {
  const { epochs, batchCount, isTerminal, quiet } = options;
  const bar = new SingleBar({
    format,
    hideCursor: false,
    barsize: 20,
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

/** Says which classes a split has no image of; the model learns, or is measured, without them. */
export function absentClasses(characters: readonly string[], split: string): string {
  const named = [...visibleCharacters(characters)].slice(0, NAMED_CLASSES);
  const more = characters.length - named.length;
  if (more > 0) named.push(`${more} more`);
  return `No ${split} image shows ${listText(named)}.`;
}

function rounded(value: number): string {
  return countText(Math.round(value));
}
