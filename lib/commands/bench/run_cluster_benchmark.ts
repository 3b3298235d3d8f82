/** Timing Ray: what a task costs beyond its training, and two nodes against one. */

import { join } from "node:path";
import { withLocalCluster } from "../../cluster/local_cluster.ts";
import { type RayTask, runRayJob } from "../../cluster/ray_job.ts";
import { runProgram } from "../../machine/run_program.ts";
import { readRunMetrics } from "../../runs/record.ts";
import { UserError } from "../../user_error.ts";
import { ownCommand } from "../own_command.ts";

/** What to measure. */
export interface ClusterBenchmarkOptions {
  /** Epochs of each task's training, of 5,000 drawn characters each. */
  readonly epochs: number;
  readonly json?: boolean;
}

/** Trainings that a cluster is timed with: each node gets as many. */
const TASKS = 4;

/** One and two nodes in turn, so that a machine that slows down slows both. */
const PLAN = [1, 2, 1, 2];

/** One measurement, in seconds. */
interface ClusterTiming {
  readonly nodes: number;
  /** From the cluster's answer to the end of the last task, nodes being warm. */
  readonly seconds: number;
  /** Mean of the training in a task. */
  readonly training: number;
  /** Mean of what a task takes of its node beyond its training. */
  readonly beyond: number;
}

/**
 * Measures clusters of one and of two nodes with one processor each, twice in turn, and the same
 * command without Ray on one processor, and prints a line for each.
 *
 * @throws {UserError} when Ray cannot be had, or a task fails.
 */
export async function runClusterBenchmark(
  { epochs, json = false }: ClusterBenchmarkOptions,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const alone = await timeAlone(join(folder, "alone"), epochs);
    if (json) console.log(JSON.stringify({ nodes: 0, ...alone }));
    else console.log(`without Ray: ${partsText(alone)}`);
    const timings: ClusterTiming[] = [];
    for (const [round, nodes] of PLAN.entries()) {
      const timing = await timeCluster(nodes, join(folder, String(round)), epochs);
      timings.push(timing);
      if (json) console.log(JSON.stringify(timing));
      else {
        const name = nodes === 1 ? "1 node" : `${nodes} nodes`;
        console.log(
          `${name}: ${TASKS} tasks in ${timing.seconds.toFixed(1)} s; ${partsText(timing)}`,
        );
      }
    }
    if (!json) console.log(conclusion(alone.beyond, timings));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function partsText({ training, beyond }: Pick<ClusterTiming, "training" | "beyond">): string {
  return `${training.toFixed(1)} s of training and ${beyond.toFixed(1)} s beyond it a task`;
}

function conclusion(aloneBeyond: number, timings: readonly ClusterTiming[]): string {
  const meanOf = (nodes: number, key: "seconds" | "beyond") =>
    mean(timings.filter((timing) => timing.nodes === nodes).map((timing) => timing[key]));
  const speedUp = meanOf(1, "seconds") / meanOf(2, "seconds");
  const added = meanOf(1, "beyond") - aloneBeyond;
  return `Two nodes are ${speedUp.toFixed(2)} times as fast as one. On a warm node a task takes ` +
    `${meanOf(1, "beyond").toFixed(1)} s beyond its training, ${
      added.toFixed(1)
    } s more than the ` +
    "command without Ray.";
}

const trainArguments = (epochs: number) => [
  ...["train", "--dataset", "synthetic", "--limit", "5000", "--precision", "float32"],
  ...["--epochs", String(epochs), "--out", "run"],
];

/** Runs the command of a task as a node does, without Ray. */
async function timeAlone(
  folder: string,
  epochs: number,
): Promise<Pick<ClusterTiming, "training" | "beyond">> {
  await Deno.mkdir(folder);
  const began = performance.now();
  const command = ownCommand(...trainArguments(epochs).with(-1, join(folder, "run")));
  const result = await runProgram("taskset", ["-c", "0", ...command]);
  const seconds = (performance.now() - began) / 1000;
  if (result?.exitCode !== 0) {
    throw new UserError(`Cannot measure a training: ${result?.errorOutput ?? "no taskset"}`, {
      hint: "The measurement needs Linux, and `deno task train` to work.",
    });
  }
  const { seconds: training } = await readRunMetrics(join(folder, "run"));
  return { training, beyond: seconds - training };
}

/** Warms the nodes with a short training each, then times the tasks. */
async function timeCluster(
  nodes: number,
  folder: string,
  epochs: number,
): Promise<ClusterTiming> {
  return await withLocalCluster(nodes, async ({ python, address }) => {
    const run = async (prefix: string, count: number, length: number) => {
      const tasks = Array.from(
        { length: count },
        (_, index) => createTask(`${prefix}-${index}`, folder, length),
      );
      const ends: number[] = [];
      let began = 0;
      const { failed } = await runRayJob(
        { address, threads: 1, retries: 0, data: {}, inputs: {}, tasks },
        {
          python,
          onEvent({ event }) {
            if (event === "cluster") began = performance.now();
            if (event === "done") ends.push((performance.now() - began) / 1000);
          },
        },
      );
      for (const message of failed.values()) {
        throw new UserError(`Cannot measure Ray: a task failed: ${message}`);
      }
      return Math.max(...ends);
    };
    await run("warm", nodes, 1);
    const seconds = await run("timed", TASKS, epochs);
    const trainings: number[] = [];
    for (let index = 0; index < TASKS; index++) {
      trainings.push((await readRunMetrics(join(folder, `timed-${index}`))).seconds);
    }
    const training = mean(trainings);
    return { nodes, seconds, training, beyond: seconds * nodes / TASKS - training };
  });
}

function createTask(name: string, folder: string, epochs: number): RayTask {
  const args = trainArguments(epochs);
  return {
    name,
    arguments: args,
    resume: args,
    permissions: "train",
    accepted: [0],
    inputs: {},
    checkpoint: "run/checkpoint.safetensors",
    output: "run",
    target: join(folder, name),
    checkpointTarget: null,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
