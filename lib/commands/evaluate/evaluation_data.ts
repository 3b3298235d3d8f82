/** The images that a run's model is evaluated on: its own, or others that were asked for. */

import { sequentialOrder } from "../../datasets/batches.ts";
import { dataRoots, scanFolders } from "../../datasets/data_folders.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { listDatasetNames } from "../../datasets/find.ts";
import { loadDataset } from "../../datasets/load.ts";
import { foldersIn, locateDataset } from "../../datasets/locate.ts";
import type { EvaluationSplit, RunConfig } from "../../runs/config.ts";
import { loadSplitOfRun } from "../../runs/data.ts";
import { imagesSha256 } from "../../runs/images.ts";
import { UserError } from "../../user_error.ts";
import { createDownloadBar } from "../download_bar.ts";

/** What to evaluate on. */
export interface EvaluationData {
  /** Name of a data set, or undefined for the run's own. */
  readonly dataset?: string;
  /** The folder to search first, or undefined. */
  readonly data?: string;
  /** The test split, or the images that the run held out of training. */
  readonly evaluation: EvaluationSplit;
}

/**
 * Loads the images that were asked for, and nothing else; without any wish those that the run was
 * measured on. Where they turn out to be other ones, that is announced.
 *
 * @throws {UserError} when they cannot be had.
 */
export async function loadEvaluationData(
  config: RunConfig,
  { dataset, data, evaluation: split }: EvaluationData,
): Promise<ImageDataset> {
  const announce = console.error;
  const bar = createDownloadBar();
  if (dataset !== undefined || data !== undefined) {
    if (split === "validation") {
      throw new UserError("Cannot evaluate on the validation images of other data.", {
        hint: "Leave --dataset and --data out: a run held images of its own data out of training.",
      });
    }
    const wanted = dataset ?? await ownNameIn(data, config);
    const located = await locateDataset({
      ...bar,
      name: wanted,
      dataFolder: data,
      splits: ["test"],
    }).finally(bar.stop);
    return await loadDataset(located, "test", { announce });
  }
  const images = await loadSplitOfRun(config, split, { ...bar, announce, download: true })
    .finally(bar.stop);
  const { evaluation } = config.options;
  const isSame = imagesSha256(images, sequentialOrder(images.count)) === config.dataset.testSha256;
  if (split === "test" && evaluation === "validation") {
    announce(
      "The run was measured on images that it held out of training; these are the test split. " +
        "For the others: --evaluation validation",
    );
  } else if (split === evaluation && !isSame) {
    announce(`These are not the images of "${images.name}" that the run was measured on.`);
  }
  return images;
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
