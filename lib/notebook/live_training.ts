/** A learning curve that grows in place while a model trains. */

import { type LearningCurvePoint, learningCurves } from "../charts/learning_curves.ts";
import { countOf, countText, percentText } from "../number_text.ts";
import type { EpochRecord } from "../training/epoch_record.ts";
import type { FitState } from "../training/fit.ts";
import { chartBundle, interactiveChartBundle } from "./show.ts";
import { type Broadcast, flushDisplays, kernelBroadcast, LiveDisplay } from "./display.ts";

/** Options of {@linkcode LiveTraining}. */
export interface LiveTrainingOptions {
  /** Epochs in all. */
  readonly epochs: number;
  /** Batches of one epoch. */
  readonly batchCount: number;
  /**
   * Seconds between two updates; a front end draws the whole chart anew each time.
   *
   * @default {0.5}
   */
  readonly interval?: number;
}

/** What the curve has seen last: each point covers the batches since then. */
type Seen = Pick<FitState, "lossSum" | "correct" | "imageCount">;
const nothingSeen: Seen = { lossSum: 0, correct: 0, imageCount: 0 };

/**
 * Follows a call of `trainModel()`: give it {@linkcode batch} as `onBatch` and {@linkcode epoch} as
 * `onEpoch`, and call {@linkcode finish} when it is done.
 */
export class LiveTraining {
  readonly #options: Required<LiveTrainingOptions>;
  readonly #display: LiveDisplay;
  readonly #points: LearningCurvePoint[] = [];
  #seen = nothingSeen;
  #seenBefore = nothingSeen;
  #lastUpdate = -Infinity;

  /**
   * @param broadcast is the running kernel's when left out.
   * @throws {UserError} outside a Deno kernel.
   */
  constructor(options: LiveTrainingOptions, broadcast: Broadcast = kernelBroadcast()) {
    this.#options = { interval: 0.5, ...options };
    this.#display = new LiveDisplay(broadcast);
  }

  /** Takes the state after a step; draws at most once an interval. */
  readonly batch = (state: FitState): void => {
    const isDue = performance.now() - this.#lastUpdate >= 1000 * this.#options.interval;
    const isLast = state.batch === this.#options.batchCount;
    if (!isDue && !isLast) return;
    if (!isDue && this.#seen !== nothingSeen) {
      // The few batches left at the end of an epoch are too noisy for a point of their own.
      this.#points.pop();
      this.#seen = this.#seenBefore;
    }
    this.#points.push(this.#pointSince(state));
    this.#seenBefore = this.#seen;
    this.#seen = isLast ? nothingSeen : state;
    // Training goes on meanwhile: nobody waits for the picture.
    if (isDue) void this.#draw(this.#status(state));
  };

  /** Takes an epoch that is done. */
  readonly epoch = async (record: EpochRecord): Promise<void> => {
    const { validationLoss, validationAccuracy } = record;
    const last = this.#points.pop();
    if (last !== undefined) this.#points.push({ ...last, validationLoss, validationAccuracy });
    await this.#draw(`Epoch ${record.epoch} of ${this.#options.epochs} is done`);
  };

  /** Draws the curve a last time, with a picture for readers without a kernel. */
  async finish(history: FitState["history"]): Promise<void> {
    await this.#display.show(await chartBundle(this.#chart(describeEnd(history))));
    await flushDisplays();
  }

  #pointSince({ epoch, batch, lossSum, correct, imageCount }: FitState): LearningCurvePoint {
    const images = imageCount - this.#seen.imageCount;
    return {
      epoch: epoch - 1 + batch / this.#options.batchCount,
      loss: (lossSum - this.#seen.lossSum) / images,
      accuracy: (correct - this.#seen.correct) / images,
      validationLoss: null,
      validationAccuracy: null,
    };
  }

  #status({ epoch, batch, imageCount, seconds }: FitState): string {
    const { epochs, batchCount } = this.#options;
    const batchesLeft = (epochs - epoch + 1) * batchCount - batch;
    return `Epoch ${epoch} of ${epochs}: ${countText(Math.round(imageCount / seconds))} images a ` +
      `second, ${Math.ceil(batchesLeft * seconds / batch)} s left`;
  }

  #chart(finding: string) {
    return learningCurves(this.#points, { epochs: this.#options.epochs, finding });
  }

  async #draw(finding: string): Promise<void> {
    this.#lastUpdate = performance.now();
    await this.#display.show(interactiveChartBundle(this.#chart(finding)));
  }
}

/** Says in one sentence where training has got to. */
function describeEnd(history: FitState["history"]): string {
  const last = history.at(-1);
  if (last === undefined) return "No epoch has been trained";
  const seconds = history.reduce((sum, record) => sum + record.seconds, 0);
  const validated = last.validationAccuracy === null
    ? ""
    : ` and ${percentText(last.validationAccuracy)} of the validation images`;
  return `After ${countOf(last.epoch, "epoch")} and ${Math.round(seconds)} s the model reads ` +
    `${percentText(last.accuracy)} of the training images${validated}`;
}
