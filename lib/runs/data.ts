/** The images of a run: those that it learns from, those it holds out, those it is measured on. */

import { z } from "zod";
import { alignClasses } from "../datasets/align_classes.ts";
import type { DataSource, ImageDataset } from "../datasets/dataset.ts";
import { loadDataset } from "../datasets/load.ts";
import { locateDataset, type LocateOptions } from "../datasets/locate.ts";
import { stratifiedSplit } from "../datasets/stratified_sample.ts";
import { isFolder } from "../machine/existing_path.ts";
import { UserError } from "../user_error.ts";
import type { EvaluationSplit, RunConfig } from "./config.ts";
import type { RunRequest } from "./request.ts";

/** Every run holds out the same images, so that runs with other seeds can be compared on them. */
const VALIDATION_SEED = 0;

/** The images of a run. */
export interface RunData {
  readonly training: ImageDataset;
  /** The images held out of training; undefined without any. */
  readonly validation: ImageDataset | undefined;
  /** The images that the run's figures are measured on: the test split, or the validation images. */
  readonly evaluated: ImageDataset;
  /** Other test splits that the model is measured on as well, in its classes. */
  readonly others: readonly ImageDataset[];
  /** The files of all these images. */
  readonly sources: readonly DataSource[];
}

/** Takes what is announced while data are looked for, and the progress of a download. */
export type DataReport = Pick<LocateOptions, "announce" | "progress" | "finished">;

/**
 * Loads the images that a request asks for.
 *
 * @param dataset The data set of a run that is resumed; else the request's, or the best to be had.
 * @throws {UserError} when they cannot be had, or leave nothing to learn from or to hold out.
 */
export async function loadRunData(
  request: Pick<RunRequest, "data" | "limit" | "seed" | "validation" | "evaluation" | "also">,
  dataset: string | undefined,
  report: DataReport,
): Promise<RunData> {
  const dataFolder = request.data ?? undefined;
  const located = await locateDataset({ ...report, name: dataset, dataFolder });
  const { announce } = report;
  const options = { seed: request.seed, announce, limit: request.limit ?? undefined };
  const train = await loadDataset(located, "train", options);
  requireClasses(train);
  const { training, validation } = holdOut(train, request.validation);
  const others = await loadOthers(request.also, train.characters, report);
  // Choosing among recipes must not see the test split, so it is not even read.
  if (request.evaluation === "validation" && validation !== undefined) {
    return { training, validation, evaluated: validation, others, sources: train.sources };
  }
  const test = await loadDataset(located, "test", options);
  const sources = [...train.sources, ...test.sources];
  return { training, validation, evaluated: test, others, sources };
}

/** Loads the test splits of other data sets, each from its folder, in the classes of a model. */
async function loadOthers(
  folders: RunRequest["also"],
  characters: readonly string[],
  report: DataReport,
): Promise<ImageDataset[]> {
  const others: ImageDataset[] = [];
  for (const [name, dataFolder] of Object.entries(folders)) {
    const located = await locateDataset({ ...report, name, dataFolder, splits: ["test"] });
    const { announce } = report;
    const { dataset } = alignClasses(await loadDataset(located, "test", { announce }), characters);
    others.push(dataset);
  }
  return others;
}

/** Options of {@linkcode loadSplitOfRun}. */
export interface RunSplitOptions extends DataReport {
  /**
   * The folder to search first.
   *
   * @default {the one that the run was given, if it is still there}
   */
  readonly dataFolder?: string;
  /** Whether an official data set that is missing is downloaded. */
  readonly download: boolean;
}

/**
 * Loads the test split of a finished run, or the images that it held out: those that it drew where
 * it was limited.
 *
 * @throws {UserError} when they cannot be had, or the run held none out.
 */
export async function loadSplitOfRun(
  { dataset, options: { limit, seed, validation: share, data } }: RunConfig,
  split: EvaluationSplit,
  options: RunSplitOptions,
): Promise<ImageDataset> {
  const dataFolder = options.dataFolder ?? await givenFolder(data);
  const splits = [split === "test" ? "test" : "train"] as const;
  const located = await locateDataset({ ...options, name: dataset.name, dataFolder, splits });
  const { announce } = options;
  const images = await loadDataset(located, splits[0], {
    seed,
    announce,
    limit: limit ?? undefined,
  });
  if (split === "test") return images;
  const { validation } = holdOut(images, share);
  if (validation !== undefined) return validation;
  throw new UserError("Cannot evaluate on validation images: the run held none out.", {
    hint: "Leave --evaluation out, or train it again with --validation 0.1.",
  });
}

/** Returns the folder that a run was given with `--data`, unless it has gone. */
async function givenFolder(data: unknown): Promise<string | undefined> {
  const folder = z.string().safeParse(data).data;
  return folder !== undefined && await isFolder(folder) ? folder : undefined;
}

/**
 * Holds out a share, 0 to 0.5, of a training split: the same images every time.
 *
 * @throws {UserError} when that leaves nothing to learn from, or nothing to hold out.
 */
function holdOut(
  train: ImageDataset,
  share: number,
): Pick<RunData, "training" | "validation"> {
  if (share === 0) return { training: train, validation: undefined };
  const parts = stratifiedSplit(train, share, VALIDATION_SEED);
  if (parts.training.count > 0 && parts.validation.count > 0) return parts;
  throw new UserError(
    `Cannot hold out ${share} of ${train.count} training images: that leaves ` +
      `${parts.training.count} to learn from and ${parts.validation.count} to validate on.`,
    { hint: "Change --validation, or take more images with --limit." },
  );
}

function requireClasses({ name, characters }: ImageDataset): void {
  const distinct = new Set(characters).size;
  if (characters.length >= 2 && distinct === characters.length) return;
  throw new UserError(
    `Cannot train on the data set "${name}": expected two or more classes, each with a character of ` +
      `its own, but found ${characters.length < 2 ? "only the class " : ""}${
        characters.join(" ")
      }.`,
    { hint: "Correct its mapping file." },
  );
}
