/** A sweep on a cluster: each run is a Ray task, and its folder comes back to where it belongs. */

import { basename, join, resolve } from "node:path";
import { findOrInstallRay } from "../../cluster/ray_environment.ts";
import { RayProgress } from "../../cluster/ray_progress.ts";
import { DATA_FOLDER, type RayTask, runRayJob } from "../../cluster/ray_job.ts";
import { locateDataset, type LocatedDataset } from "../../datasets/locate.ts";
import { sha256OfFile } from "../../machine/sha256.ts";
import { findRunFolder, MODEL_PARTS, RUN_FILES, runName, runState } from "../../runs/folder.ts";
import { UserError } from "../../user_error.ts";
import { readConfigFile } from "../train/request.ts";
import type { SweepOutcome } from "./run_sweep.ts";
import type { SweepRun } from "./sweep_file.ts";
import { configPath, runFolder } from "./sweep_folder.ts";

/** Options of {@linkcode runSweepOnRay}. */
export interface RaySweepOptions {
  /** The sweep's folder; the config files of all runs are in it. */
  readonly folder: string;
  /** `local`, `auto`, `host:port` or `ray://host:port`. */
  readonly address: string;
  /** Processors that train one model. */
  readonly threads: number;
  /** Whether only failures are told. */
  readonly quiet: boolean;
  /** Called when a run is done. */
  readonly onDone: (run: SweepRun) => Promise<void>;
}

/** How often a run that lost its node is tried again; it goes on from its last checkpoint. */
const RETRIES = 5;

/**
 * Trains every run that is not done on a cluster.
 *
 * @throws {UserError} when the data cannot be had, or the cluster cannot be reached.
 */
export async function runSweepOnRay(
  runs: readonly SweepRun[],
  options: RaySweepOptions,
): Promise<SweepOutcome> {
  const { folder, address, threads, quiet, onDone } = options;
  const announce = (line: string) => console.error(line);
  const states = await Promise.all(runs.map((run) => runState(runFolder(folder, run))));
  const open = runs.filter((_, index) => states[index] !== "finished");
  if (open.length === 0) return { failed: [], isInterrupted: false };
  const { program } = await findOrInstallRay(announce);
  const data = new Map<string, readonly [string, string]>();
  const tasks: RayTask[] = [];
  for (const run of open) {
    const dataset = await addDataset(run, data, announce);
    tasks.push(await createTask(run, folder, dataset, await packOthers(run, folder, announce)));
  }
  const progress = new RayProgress(tasks.length);
  const { failed, done, isInterrupted } = await runRayJob(
    { address, threads, retries: RETRIES, data: Object.fromEntries(data), inputs: {}, tasks },
    {
      python: program,
      onEvent(event) {
        const line = progress.line(event);
        if (line !== undefined && (!quiet || event.event === "failed")) console.error(line);
      },
    },
  );
  for (const run of open.filter(({ name }) => done.includes(name))) await onDone(run);
  return { failed: [...failed.keys()], isInterrupted };
}

/** Finds the data set of a run, adds its files to those that travel, and returns its name. */
async function addDataset(
  { config }: SweepRun,
  data: Map<string, readonly [string, string]>,
  announce: (line: string) => void,
): Promise<string> {
  const text = (value: unknown) => typeof value === "string" ? value : undefined;
  const { name, files = {} } = await locateDataset({
    name: text(config.dataset),
    dataFolder: text(config.data),
    announce,
  });
  for (const path of filePaths(files)) {
    const found = [resolve(path), await sha256OfFile(path)] as const;
    const [earlier, digest] = data.get(basename(path)) ?? found;
    if (digest !== found[1]) {
      throw new UserError(
        `Cannot train on Ray: expected one ${basename(path)} for all runs but found "${earlier}" ` +
          `and "${found[0]}"`,
        { hint: "Write a sweep for each folder of data." },
      );
    }
    data.set(basename(path), found);
  }
  return name;
}

/** Returns the paths of a data set's files. */
function filePaths(files: NonNullable<LocatedDataset["files"]>): string[] {
  return Object.values(files).flatMap(({ images, labels, mapping }) =>
    mapping === undefined ? [images, labels] : [images, labels, mapping]
  );
}

/** What a run needs beside its data set, as a node finds it in the task's folder. */
interface Luggage {
  /** Options of `train` that name it there. */
  readonly options: readonly string[];
  /** Path there → file here. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Packs the run that a run starts from, and the other data sets that it is measured on.
 *
 * @throws {UserError} when they cannot be had, or it has a teacher, which does not travel.
 */
async function packOthers(
  run: SweepRun,
  folder: string,
  announce: (line: string) => void,
): Promise<Luggage> {
  const { also = {}, from = null, teacher = null } = await readConfigFile(configPath(folder, run));
  if (teacher !== null) {
    throw new UserError(`Cannot train "${run.name}" on Ray: its teacher does not travel.`, {
      hint: "Run this sweep without --ray.",
    });
  }
  const options: string[] = [];
  const inputs: Record<string, string> = {};
  for (const [name, dataFolder] of Object.entries(also)) {
    const { files = {} } = await locateDataset({ name, dataFolder, splits: ["test"], announce });
    options.push("--also", `${name}=also/${name}`);
    for (const path of filePaths(files)) inputs[`also/${name}/${basename(path)}`] = resolve(path);
  }
  if (from !== null) {
    const start = await findRunFolder(from);
    const place = `from/${runName(start)}`;
    options.push("--from", place);
    for (const part of MODEL_PARTS) inputs[`${place}/${part}`] = resolve(start, part);
  }
  return { options, inputs };
}

async function createTask(
  run: SweepRun,
  folder: string,
  dataset: string,
  luggage: Luggage,
): Promise<RayTask> {
  const target = resolve(runFolder(folder, run));
  const checkpoint = join(target, RUN_FILES.checkpoint);
  const isBegun = await runState(runFolder(folder, run)) === "begun";
  // A folder that the config names is not there on a node, but its files are.
  const data = run.config.data === undefined ? [] : ["--data", DATA_FOLDER];
  return {
    name: run.name,
    arguments: [
      ...["train", "--config", "config.json", "--dataset", dataset, "--out", "run"],
      ...data,
      ...luggage.options,
    ],
    resume: ["train", "--resume", "run", ...data],
    permissions: "train",
    accepted: [0],
    inputs: {
      ...luggage.inputs,
      "config.json": resolve(configPath(folder, run)),
      ...(isBegun ? { [`run/${RUN_FILES.checkpoint}`]: checkpoint } : {}),
    },
    checkpoint: `run/${RUN_FILES.checkpoint}`,
    output: "run",
    target,
    checkpointTarget: checkpoint,
  };
}
