/** A job for Ray: commands of this project that run as tasks on the nodes of a cluster. */

import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { UserError } from "../user_error.ts";

/** Stands, in a task's arguments, for the folder in which a node has laid down the data set. */
export const DATA_FOLDER = "{data}";

/** One command of this project, run on a node with a folder of its own. */
export interface RayTask {
  /** Unique in its job. */
  readonly name: string;
  /** What follows `lib/main.ts`, paths relative to the task's folder. */
  readonly arguments: readonly string[];
  /** The same where a checkpoint is there. */
  readonly resume: readonly string[];
  /** The permission set of `deno.json` that it runs with. */
  readonly permissions: string;
  /** Exit codes with which the output is of use. */
  readonly accepted: readonly number[];
  /** Files that it finds in its folder: path there → file here. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The file that comes back whenever it changes, for a node that takes over; null for none. */
  readonly checkpoint: string | null;
  /** The file or folder that comes back at the end, relative to the task's folder. */
  readonly output: string;
  /** Where it is put here. */
  readonly target: string;
  /** Where checkpoints are put here, for a driver that starts again; null for nowhere. */
  readonly checkpointTarget: string | null;
}

/** Tasks, and what they share. */
export interface RayJob {
  /** `local`: a cluster on this machine that lasts as long as the job; else Ray's own addresses. */
  readonly address: string;
  /** Processors of a task. */
  readonly threads: number;
  /** How often a task that lost its node is tried again. */
  readonly retries: number;
  /** The data set, laid down once a node: file name → file here and its SHA-256. */
  readonly data: Readonly<Record<string, readonly [path: string, sha256: string]>>;
  /** Files that every task finds in its folder: path there → file here. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly tasks: readonly RayTask[];
}

const eventSchema = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("cluster"),
    nodes: z.array(z.object({ name: z.string(), here: z.boolean(), processors: z.number() })),
  }),
  z.object({ event: z.literal("unreachable"), message: z.string() }),
  z.object({
    event: z.literal("started"),
    name: z.string(),
    node: z.string(),
    resumed: z.boolean(),
  }),
  z.object({ event: z.literal("progress"), name: z.string(), node: z.string(), line: z.string() }),
  z.object({ event: z.literal("kept"), name: z.string() }),
  z.object({ event: z.literal("done"), name: z.string(), exit: z.int() }),
  z.object({ event: z.literal("failed"), name: z.string(), message: z.string() }),
  z.object({ event: z.literal("interrupted") }),
]);

/** What happens to a job, in the order in which it is heard of. */
export type RayEvent = z.infer<typeof eventSchema>;

/** How a job ended. */
export interface RayOutcome {
  /** Names of the tasks whose output is there. */
  readonly done: readonly string[];
  /** Why each of the others failed, by name. */
  readonly failed: ReadonlyMap<string, string>;
  /** Whether it was stopped by Ctrl-C. */
  readonly isInterrupted: boolean;
}

/** Options of {@linkcode runRayJob}. */
export interface RunRayJobOptions {
  /** A Python with Ray. */
  readonly python: string;
  readonly onEvent: (event: RayEvent) => void;
}

const projectFile = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Exit code of the driver after Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs a job to its end. A task whose node dies goes on elsewhere from its last checkpoint; one that
 * fails does not end the others. Ctrl-C and SIGTERM cancel what runs and keep what is done.
 *
 * @throws {UserError} when the cluster cannot be reached, or is lost.
 */
export async function runRayJob(
  job: RayJob,
  { python, onEvent }: RunRayJobOptions,
): Promise<RayOutcome> {
  const driver = new Deno.Command(python, {
    args: ["-uB", projectFile("lib/cluster/driver.py")],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // The terminal's Ctrl-C reaches the driver by itself; other signals are handed on.
  const ignore = () => {};
  const handOn = () => driver.kill("SIGTERM");
  Deno.addSignalListener("SIGINT", ignore);
  Deno.addSignalListener("SIGTERM", handOn);
  try {
    const description = { ...job, project: projectFile("."), deno: Deno.version.deno };
    const [status, complaints, outcome] = await Promise.all([
      driver.status,
      new Response(driver.stderr).text(),
      follow(driver.stdout, onEvent),
      new Blob([JSON.stringify(description)]).stream().pipeTo(driver.stdin),
    ]);
    if (status.code === 0 || status.code === INTERRUPTED) {
      return { ...outcome, isInterrupted: status.code === INTERRUPTED };
    }
    const reason = outcome.unreachable ?? lastLine(complaints);
    throw new UserError(`Cannot use Ray at "${job.address}": ${reason}`, {
      hint:
        "`deno task doctor` says what Ray sees. What is finished is kept: the same command goes on.",
    });
  } finally {
    Deno.removeSignalListener("SIGINT", ignore);
    Deno.removeSignalListener("SIGTERM", handOn);
  }
}

/** Reads the driver's events to their end. */
async function follow(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvent: (event: RayEvent) => void,
) {
  const done: string[] = [];
  const failed = new Map<string, string>();
  let unreachable: string | undefined;
  for await (const line of createInterface({ input: Readable.from(output) })) {
    const event = eventSchema.parse(JSON.parse(line));
    if (event.event === "done") done.push(event.name);
    if (event.event === "failed") failed.set(event.name, event.message);
    if (event.event === "unreachable") unreachable = event.message;
    onEvent(event);
  }
  return { done, failed, unreachable };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
