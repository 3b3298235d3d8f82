/** The test split that a model is evaluated on: its run's own, or another one. */

import { z } from "zod";
import { sequentialOrder } from "../../datasets/batches.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { dataRoots, scanFolders } from "../../datasets/data_folders.ts";
import { listDatasetNames } from "../../datasets/find.ts";
import { loadDataset, type LoadOptions } from "../../datasets/load.ts";
import { foldersIn, locateDataset } from "../../datasets/locate.ts";
import type { RunConfig } from "../../runs/config.ts";
import { testImagesSha256 } from "../../runs/test_digest.ts";
import { UserError } from "../../user_error.ts";
import { createDownloadBar } from "../download_bar.ts";
import type { EvaluationSplit } from "../../runs/config.ts";
import { holdOut } from "../hold_out.ts";

/** What was asked for. */
export interface EvaluationDataOptions {
  /** Name of a data set, or undefined for the run's own. */
  readonly dataset?: string;
  /** The folder to search first, or undefined. */
  readonly data?: string;
  /** The test split, or the images that the run held out of training. */
  readonly evaluation: EvaluationSplit;
}

const announce = (line: string) => console.error(line);

/**
 * Loads the test split that was asked for, and nothing else.
 *
 * Without any wish it is the one that the run was measured on: drawn with the same seed where the
 * run was limited to some images. Where it turns out to be another one, that is announced.
 *
 * @throws UserError when it cannot be had.
 */
export async function loadEvaluationData(
  config: RunConfig,
  { dataset, data, evaluation: split }: EvaluationDataOptions,
): Promise<ImageDataset> {
  if (split === "validation") return await loadHeldOut(config, { dataset, data });
  if (dataset !== undefined || data !== undefined) {
    return await loadTestHalf(dataset ?? await ownNameIn(data, config), { dataFolder: data });
  }
  const { limit, seed } = config.options;
  const images = await loadTestHalf(config.dataset.name, {
    dataFolder: await ownDataFolder(config),
    limit: limit ?? undefined,
    seed,
  });
  announceOtherImages(config, images, split);
  return images;
}

/** Says so where a run was measured on other images than these of one of its splits. */
function announceOtherImages(
  { dataset, options: { evaluation } }: RunConfig,
  images: ImageDataset,
  split: EvaluationSplit,
): void {
  if (split === "test" && evaluation === "validation") {
    return announce(
      "The run was measured on images that it held out of training; these are the test split. " +
        "For the others: --evaluation validation",
    );
  }
  const isSame = testImagesSha256(images, sequentialOrder(images.count)) === dataset.testSha256;
  if (split === evaluation && !isSame) {
    announce(`These are not the images of "${images.name}" that the run was measured on.`);
  }
}

async function loadTestHalf(
  wanted: string | undefined,
  options: LoadOptions,
): Promise<ImageDataset> {
  const { dataFolder } = options;
  const bar = createDownloadBar();
  const located = await locateDataset({ ...bar, name: wanted, dataFolder, splits: ["test"] })
    .finally(bar.stop);
  return await loadDataset(located, "test", { ...options, announce });
}

/** Loads the images that a run held out of its own training split. */
async function loadHeldOut(
  config: RunConfig,
  { dataset, data }: Pick<EvaluationDataOptions, "dataset" | "data">,
): Promise<ImageDataset> {
  if (dataset !== undefined || data !== undefined) {
    throw new UserError("Cannot evaluate on the validation images of other data.", {
      hint: "Leave --dataset and --data out: a run held images of its own data out of training.",
    });
  }
  const { limit, seed, validation: share } = config.options;
  const train = await loadDataset(config.dataset.name, "train", {
    dataFolder: await ownDataFolder(config),
    limit: limit ?? undefined,
    seed,
    announce,
  });
  const { validation } = holdOut(train, share);
  if (validation !== undefined) {
    announceOtherImages(config, validation, "validation");
    return validation;
  }
  throw new UserError("Cannot evaluate on validation images: the run held none out.", {
    hint: "Leave --evaluation out, or train it again with --validation 0.1.",
  });
}

/** Returns the run's own data set where a folder holds it, else undefined: the folder's only one. */
async function ownNameIn(
  data: string | undefined,
  { dataset: { name } }: RunConfig,
): Promise<string | undefined> {
  const folders = await scanFolders(await dataRoots(data)); // throws where `data` is no folder
  const own = data === undefined ? folders : foldersIn(data, folders);
  return listDatasetNames(own).includes(name) ? name : undefined;
}

/** The folder that the run was given with `--data`, unless it has gone. */
async function ownDataFolder({ options }: RunConfig): Promise<string | undefined> {
  const folder = z.string().safeParse(options.data).data;
  if (folder === undefined) return undefined;
  const isFolder = await Deno.stat(folder).then((info) => info.isDirectory, () => false);
  return isFolder ? folder : undefined;
}
