/** A sweep on a cluster: each run is a Ray task, and its folder comes back to where it belongs. */

import { basename, join, resolve } from "node:path";
import { findOrInstallRay } from "../../cluster/ray_environment.ts";
import { RayProgress } from "../../cluster/ray_progress.ts";
import { DATA_FOLDER, type RayTask, runRayJob } from "../../cluster/ray_job.ts";
import { locateDataset } from "../../datasets/locate.ts";
import { sha256OfFile } from "../../machine/sha256.ts";
import { RUN_FILES, runState } from "../../runs/folder.ts";
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
    tasks.push(await createTask(run, folder, dataset));
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
  for (const { images, labels, mapping } of Object.values(files)) {
    for (const path of [images, labels, mapping ?? ""].filter((path) => path !== "")) {
      if (!data.has(basename(path))) {
        data.set(basename(path), [resolve(path), await sha256OfFile(path)]);
      }
    }
  }
  return name;
}

async function createTask(run: SweepRun, folder: string, dataset: string): Promise<RayTask> {
  const target = resolve(runFolder(folder, run));
  const checkpoint = join(target, RUN_FILES.checkpoint);
  const isBegun = await runState(runFolder(folder, run)) === "begun";
  // A folder that the config names is not there on a node, but its files are.
  const data = run.config.data === undefined ? [] : ["--data", DATA_FOLDER];
  return {
    name: run.name,
    arguments: ["train", "--config", "config.json", "--dataset", dataset, ...data, "--out", "run"],
    resume: ["train", "--resume", "run", ...data],
    permissions: "train",
    accepted: [0],
    inputs: {
      "config.json": resolve(configPath(folder, run)),
      ...(isBegun ? { [`run/${RUN_FILES.checkpoint}`]: checkpoint } : {}),
    },
    checkpoint: `run/${RUN_FILES.checkpoint}`,
    output: "run",
    target,
    checkpointTarget: checkpoint,
  };
}
