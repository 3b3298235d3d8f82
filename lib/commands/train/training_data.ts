/** The images of a run: those that it learns from, those it holds out, those it is measured on. */

import type { DataSource, ImageDataset } from "../../datasets/dataset.ts";
import { loadDataset } from "../../datasets/load.ts";
import { locateDataset } from "../../datasets/locate.ts";
import { UserError } from "../../user_error.ts";
import { createDownloadBar } from "../download_bar.ts";
import { holdOut } from "../hold_out.ts";
import type { TrainRequest } from "./request.ts";

/** The images of a run. */
export interface TrainingData {
  readonly training: ImageDataset;
  /** The images held out of training; undefined without any. */
  readonly validation: ImageDataset | undefined;
  /** The images that the run's figures are measured on: the test split, or the validation images. */
  readonly evaluated: ImageDataset;
  /** The files of all these images. */
  readonly sources: readonly DataSource[];
}

/**
 * Loads the images that a request asks for.
 *
 * @param dataset The data set of a run that is resumed; else the request's, or the best to be had.
 * @throws UserError when they cannot be had, or leave nothing to learn from or to hold out.
 */
export async function loadTrainingData(
  request: TrainRequest,
  dataset = request.dataset ?? undefined,
): Promise<TrainingData> {
  const { seed } = request;
  const dataFolder = request.data ?? undefined;
  const bar = createDownloadBar();
  const located = await locateDataset({ ...bar, name: dataset, dataFolder }).finally(bar.stop);
  const announce = (line: string) => console.error(line);
  const options = { seed, announce, limit: request.limit ?? undefined };
  const train = await loadDataset(located, "train", options);
  requireClasses(train);
  const { training, validation } = holdOut(train, request.validation);
  // Choosing among recipes must not see the test split, so it is not even read.
  if (request.evaluation === "validation" && validation !== undefined) {
    return { training, validation, evaluated: validation, sources: train.sources };
  }
  const test = await loadDataset(located, "test", options);
  return { training, validation, evaluated: test, sources: [...train.sources, ...test.sources] };
}

function requireClasses({ name, characters }: ImageDataset): void {
  const distinct = new Set(characters).size;
  if (characters.length >= 2 && distinct === characters.length) return;
  throw new UserError(
    `Cannot train on the data set "${name}": expected two or more classes, each with a character of ` +
      `its own, but found ${characters.length} classes and ${distinct} characters.`,
    { hint: "Correct its mapping file." },
  );
}
