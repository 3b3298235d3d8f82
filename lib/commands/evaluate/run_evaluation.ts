/** The evaluation of a run's model from its folder to its figures. */

import { type BackendChoice, openBackend } from "../../backends/backend.ts";
import { alignClasses } from "../../datasets/align_classes.ts";
import { sequentialOrder } from "../../datasets/batches.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { dataRoots, scanFolders } from "../../datasets/data_folders.ts";
import { listDatasetNames } from "../../datasets/find.ts";
import { loadDataset } from "../../datasets/load.ts";
import { foldersIn, locateDataset } from "../../datasets/locate.ts";
import { evaluationMetrics } from "../../evaluation/evaluate.ts";
import { predictDataset } from "../../evaluation/predict.ts";
import { averageOverShifts } from "../../evaluation/shift_average.ts";
import type { EvaluationSplit, RunConfig } from "../../runs/config.ts";
import { loadSplitOfRun } from "../../runs/data.ts";
import { findRunFolder } from "../../runs/folder.ts";
import { imagesSha256 } from "../../runs/images.ts";
import { readRunConfig } from "../../runs/record.ts";
import { loadRunModel } from "../../runs/run_model.ts";
import { applyPrior, charactersPerClass, type PriorName } from "../../training/class_prior.ts";
import { UserError } from "../../user_error.ts";
import { createDownloadBar } from "../download_bar.ts";
import { createInstallReport } from "../install_report.ts";
import { printMetrics } from "../metrics_table.ts";
import { requireImageSize } from "../../training/image_model.ts";

/** What to evaluate on. */
interface EvaluationData {
  /** Name of a data set, or undefined for the run's own. */
  readonly dataset?: string;
  /** The folder to search first, or undefined. */
  readonly data?: string;
  /** The test split, or the images that the run held out of training. */
  readonly evaluation: EvaluationSplit;
}

/** What to evaluate on, with what, and how to print it. */
export interface EvaluationOptions extends EvaluationData {
  /** Largest shift in pixels to average over; 0 takes the images as they are. */
  readonly shifts: number;
  /** What is taken to be equally frequent. */
  readonly prior: PriorName;
  readonly backend: BackendChoice;
  readonly json?: boolean;
}

/**
 * Evaluates the model of `run`, a folder or a name under `results/`, and prints its figures.
 *
 * @throws {UserError} when the run, the data or the backend cannot be had, or do not go together.
 */
export async function runEvaluation(
  run: string,
  { dataset, data, evaluation, shifts, prior, backend: choice, json = false }: EvaluationOptions,
): Promise<void> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const images = await loadEvaluationData(config, { dataset, data, evaluation });
  const { dataset: aligned, note } = alignClasses(images, config.dataset.characters);
  if (note !== "") console.error(note);
  const backend = await openBackend(choice, createInstallReport({ quiet: json }));
  const model = await loadRunModel(folder, config);
  requireImageSize(model, aligned);
  const predictor = await backend.createPredictor(model);
  const { height, width } = aligned;
  const averaging = averageOverShifts(predictor, { height, width, shift: shifts });
  const even = await predictDataset(averaging, aligned).finally(() => predictor.dispose());
  const predictions = prior === "classes" ? even : {
    ...even,
    probabilities: applyPrior(even.probabilities, charactersPerClass(even.characters)),
  };
  const metrics = { ...evaluationMetrics(predictions), parameters: model.countParams() };
  if (json) return console.log(JSON.stringify(metrics));
  const averaged = shifts === 0 ? "" : `, each averaged over ${(2 * shifts + 1) ** 2} shifts`;
  await printMetrics(
    metrics,
    `${images.name} ${evaluation} split, ${images.count} images${averaged}`,
  );
}

/**
 * Loads the images that were asked for, and nothing else; without any wish those that the run was
 * measured on. Where they turn out to be other ones, that is announced.
 *
 * @throws {UserError} when they cannot be had.
 */
async function loadEvaluationData(
  config: RunConfig,
  { dataset, data, evaluation: split }: EvaluationData,
): Promise<ImageDataset> {
  const announce = (line: string) => console.error(line);
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
