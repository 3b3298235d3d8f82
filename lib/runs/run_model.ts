/** The trained network of a run, and starting another run from it. */

import { join } from "node:path";
import { loadModel, topologySha256 } from "../models/model_files.ts";
import type { LayersModel } from "../training/image_model.ts";
import { UserError } from "../user_error.ts";
import type { RunConfig } from "./config.ts";
import { findRunFolder, RUN_FILES } from "./folder.ts";
import type { RunMetrics } from "./metrics.ts";
import { readRunConfig, readRunMetrics } from "./record.ts";

/**
 * Makes sure that a run has a network of its own, which an ensemble has not.
 *
 * @throws {UserError} when it is an ensemble.
 */
export function requireOwnModel(
  folder: string,
  { ensemble }: Pick<RunConfig, "ensemble">,
): void {
  if (ensemble === undefined) return;
  throw new UserError(
    `Cannot load the model of "${folder}": expected one network but found an ensemble of ` +
      `${ensemble.length} runs`,
    { hint: `Name one of its runs: ${ensemble.map(({ run }) => run).join(", ")}.` },
  );
}

/**
 * Loads the network that a run trained, onto the backend that is in use.
 *
 * @throws {UserError} when its files are missing, damaged, or no longer those that the run wrote, or
 * it is an ensemble.
 */
export async function loadRunModel(
  folder: string,
  { dataset: { characters }, model: { topologySha256 }, ensemble }: RunConfig,
): Promise<LayersModel> {
  requireOwnModel(folder, { ensemble });
  const model = await loadModel(join(folder, RUN_FILES.model), topologySha256);
  const [, classCount] = model.outputs[0].shape;
  if (classCount === characters.length) return model;
  throw new UserError(
    `Cannot use the model "${model.name}": expected ${characters.length} classes, as config.json ` +
      `lists, but found ${classCount}.`,
    { hint: "Restore the run folder, or train the model again." },
  );
}

/** A finished run, ready to be used. */
export interface OpenedRun {
  /** Path of the run folder. */
  readonly folder: string;
  /** The trained network. */
  readonly model: LayersModel;
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
  /** Its figures; where it fitted a temperature, predictions want it. */
  readonly metrics: RunMetrics;
}

/**
 * Opens a run and loads its network, onto the backend that is in use.
 *
 * @param run The run's folder, or its name under `results/`.
 * @throws {UserError} when there is no such run, or its files are missing, damaged or not its own.
 *
 * @example
 * ```ts
 * import { loadDataset, openBackend, openRun, predictDataset } from "./mod.ts";
 *
 * const backend = await openBackend("wasm");
 * const { model, characters, metrics } = await openRun("baseline-best-emnist47");
 * const predictor = await backend.createPredictor(model, { temperature: metrics.temperature });
 * const test = await loadDataset("synthetic", "test", { limit: 47 });
 * const { probabilities } = await predictDataset(predictor, test);
 * predictor.dispose();
 * console.log(characters.length, probabilities.length % 47); // 47 0
 * ```
 */
export async function openRun(run: string): Promise<OpenedRun> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const metrics = await readRunMetrics(folder);
  const model = await loadRunModel(folder, config);
  return { folder, model, characters: config.dataset.characters, metrics };
}

/** Returns the name of the model of a run that another one is to start from. */
export async function modelNameOf(run: string): Promise<string> {
  return (await readRunConfig(await findRunFolder(run))).options.model;
}

/**
 * Gives `model` the weights of a run's model.
 *
 * @param run The run's folder, or its name under `results/`.
 * @param characters The character of each class that `model` tells apart.
 * @throws {UserError} when the run cannot be read, is of another architecture or knows other classes.
 */
export async function copyWeightsOfRun(
  run: string,
  model: LayersModel,
  characters: readonly string[],
): Promise<void> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const refusal = `Cannot begin with the weights of "${run}"`;
  if (config.model.name !== model.name) {
    throw new UserError(`${refusal}: expected ${model.name} but found ${config.model.name}`, {
      hint: "Leave --model out: it is that of the run.",
    });
  }
  requireClasses(config, characters, refusal);
  const trained = await loadRunModel(folder, config);
  model.setWeights(trained.getWeights());
  trained.dispose();
}

/**
 * Makes sure that a run tells the same classes apart, in the same order.
 *
 * @param characters The character of each class that is wanted.
 * @param refusal What cannot be done otherwise, with which the error begins.
 * @throws {UserError} when it knows other classes.
 */
export function requireClasses(
  { dataset: { characters: known } }: RunConfig,
  characters: readonly string[],
  refusal: string,
): void {
  if (known.join("\n") === characters.join("\n")) return;
  const found = `expected the classes ${characters.join(" ")} but found ${known.join(" ")}`;
  throw new UserError(`${refusal}: ${found}`, {
    hint: "Choose a run that was trained on the same classes, in the same order.",
  });
}

/**
 * Makes sure that a run goes on with the network that it began with.
 *
 * @param began The digest of the network's topology then; undefined is not checked.
 * @throws {UserError} when the network is built otherwise now.
 */
export function requireSameTopology(
  model: LayersModel,
  began: string | undefined,
  folder: string,
): void {
  const present = topologySha256(model);
  if (began === undefined || began === present) return;
  throw new UserError(
    `Cannot resume "${folder}": expected the network "${model.name}" with the topology ` +
      `${began.slice(0, 12)} but it is built otherwise now, ${present.slice(0, 12)}.`,
    { hint: "Go back to the code that the run began with, or start a new run." },
  );
}
