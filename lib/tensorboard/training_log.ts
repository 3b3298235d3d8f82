/** A training run as TensorBoard shows it: numbers while it goes on, pictures at its end. */

import { join } from "node:path";
import { confidentErrorGrid } from "../charts/confident_error_grid.ts";
import { confusionHeatMap } from "../charts/confusion_heat_map.ts";
import { renderPng } from "../charts/render.ts";
import { LIGHT_THEME } from "../charts/theme.ts";
import type { ImageDataset } from "../datasets/dataset.ts";
import { confidentErrors } from "../evaluation/answers.ts";
import type { RunRecord } from "../runs/record.ts";
import type { EpochRecord } from "../training/epoch_record.ts";
import { type FitState, initialFitState } from "../training/fit.ts";
import { EventFile } from "./event_file.ts";

/** Batches whose mean loss and accuracy make one point: a point costs as much as a write to disk. */
const BATCHES_A_POINT = 20;

/** Errors that the picture of the surest ones shows. */
const SHOWN_ERRORS = 24;

/**
 * Writes what TensorBoard shows of a run, under the names that Keras uses: the folders `train` and
 * `validation`, whose curves lie in one chart, and one for the split that the run is measured on.
 */
export class TrainingLog implements Disposable {
  readonly #folder: string;
  readonly #train: EventFile;
  #validation: EventFile | undefined;
  #last: Pick<FitState, "epoch" | "lossSum" | "correct" | "imageCount"> = initialFitState;
  #batches = 0;

  private constructor(folder: string, train: EventFile) {
    this.#folder = folder;
    this.#train = train;
  }

  /** Begins a log in `folder`, beside what it holds already; the system's error passes through. */
  static async create(folder: string): Promise<TrainingLog> {
    return new TrainingLog(folder, await EventFile.create(join(folder, "train")));
  }

  /**
   * Adds a point to `batch_loss` and `batch_accuracy` after every 20th batch of an epoch. The step
   * counts the batches; of a run that is resumed, those since then.
   */
  batch(state: FitState): void {
    this.#batches += 1;
    if (state.batch % BATCHES_A_POINT !== 0) return;
    const { epoch, lossSum, correct, imageCount } = state;
    const before = this.#last.epoch === epoch ? this.#last : initialFitState;
    const count = imageCount - before.imageCount;
    this.#train.addScalars(this.#batches, {
      batch_loss: (lossSum - before.lossSum) / count,
      batch_accuracy: (correct - before.correct) / count,
    });
    this.#last = { epoch, lossSum, correct, imageCount };
  }

  /** Adds the figures of an epoch; the step counts epochs. */
  async epoch(record: EpochRecord): Promise<void> {
    const { epoch, loss, accuracy, learningRate, imagesPerSecond } = record;
    this.#train.addScalars(epoch, {
      epoch_loss: loss,
      epoch_accuracy: accuracy,
      epoch_learning_rate: learningRate,
      epoch_images_per_second: imagesPerSecond,
    });
    if (record.validationLoss === null || record.validationAccuracy === null) return;
    this.#validation ??= await EventFile.create(join(this.#folder, "validation"));
    this.#validation.addScalars(epoch, {
      epoch_loss: record.validationLoss,
      epoch_accuracy: record.validationAccuracy,
    });
  }

  /** Adds the run's figures, its confusion matrix and its surest errors, with their images. */
  async finish(record: RunRecord, evaluated: ImageDataset): Promise<void> {
    const { metrics, evaluation, predictions, history, config } = record;
    using file = await EventFile.create(join(this.#folder, config.options.evaluation));
    const errors = confidentErrors(predictions, SHOWN_ERRORS);
    const pictures = {
      confusion_matrix: confusionHeatMap(evaluation.matrix),
      look_alikes: confusionHeatMap(evaluation.matrix, { lookAlikes: evaluation }),
      confident_errors: confidentErrorGrid(evaluated, errors),
    };
    const step = history.length;
    file.addScalars(step, { epoch_loss: metrics.loss, epoch_accuracy: metrics.accuracy });
    for (const [tag, chart] of Object.entries(pictures)) {
      file.addImage(step, tag, await renderPng(chart, LIGHT_THEME, 1));
    }
  }

  /** Closes its files. */
  [Symbol.dispose](): void {
    this.#train[Symbol.dispose]();
    this.#validation?.[Symbol.dispose]();
  }
}
