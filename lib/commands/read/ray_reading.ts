/** Reading a pile of pictures on a cluster: shards of it are Ray tasks, their lines one file. */

import { join, resolve } from "node:path";
import { findOrInstallRay } from "../../cluster/ray_environment.ts";
import { type RayTask, runRayJob } from "../../cluster/ray_job.ts";
import { RayProgress } from "../../cluster/ray_progress.ts";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { isFile } from "../../machine/existing_path.ts";
import { sha256OfBytes } from "../../machine/sha256.ts";
import { findRunFolder, MODEL_PARTS } from "../../runs/folder.ts";
import { READING_RUN } from "../../runs/open_reader.ts";
import { UserError } from "../../user_error.ts";
import { readRunConfig } from "../../runs/record.ts";
import { requireOwnModel } from "../../runs/run_model.ts";
import { listPictures, pictureName, STANDARD_INPUT } from "./picture_files.ts";
import { createRestriction, type RestrictionOptions } from "./restriction.ts";

/** What to read, with what, and where the result goes. */
export interface RayReadingOptions extends RestrictionOptions {
  readonly model?: string;
  /** `local`, `auto`, `host:port` or `ray://host:port`. */
  readonly address: string;
  /** The JSON Lines file. */
  readonly out: string;
}

/** Pictures of a task: some 10 seconds of reading, so that starting one does not count. */
const SHARD_SIZE = 48;

/** A reader uses one processor: many pictures are read side by side. */
const THREADS = 1;

const RETRIES = 5;

/**
 * Reads pictures on a cluster into one JSON Lines file, in the order in which they were named, each
 * once. Finished shards wait in a folder beside it, so that the same command goes on where it
 * stopped.
 *
 * @returns the exit code: 0 done, 1 where a picture or a shard could not be read, 130 interrupted.
 * @throws {UserError} when nothing can be read at all, or the cluster cannot be reached.
 */
export async function runReadingOnRay(
  paths: readonly string[],
  options: RayReadingOptions,
): Promise<number> {
  const { address, out } = options;
  await createRestriction(options); // a mistake is found before anything travels
  const { pictures, absent } = await findPictures(paths);
  for (const path of absent) {
    console.error(`error: Cannot read ${pictureName(path)}: there is no such file.`);
  }
  if (pictures.length === 0) {
    throw new UserError("Cannot read: expected pictures but found none.", {
      hint: "Name files or folders: deno task read scans --ray",
    });
  }
  const { program } = await findOrInstallRay(console.error);
  const run = await findRunFolder(options.model ?? READING_RUN);
  requireOwnModel(run, await readRunConfig(run));
  const inputs = Object.fromEntries(
    MODEL_PARTS.map((part) => [join("model", part), resolve(run, part)]),
  );
  if (options.words !== undefined) inputs["words.txt"] = resolve(options.words);
  const folder = await shardFolder(pictures, run, options);
  const shards = Array.from(
    { length: Math.ceil(pictures.length / SHARD_SIZE) },
    (_, index) => createTask(index, pictures, folder, options),
  );
  const open: RayTask[] = [];
  for (const shard of shards) if (!await isFile(shard.target)) open.push(shard);
  const progress = new RayProgress(open.length);
  const { failed, isInterrupted } = await runRayJob(
    { address, threads: THREADS, retries: RETRIES, data: {}, inputs, tasks: open },
    {
      python: program,
      onEvent(event) {
        const isError = event.event === "progress" && event.line.startsWith("error: ");
        const line = isError ? originalNames(event.line, pictures) : progress.line(event);
        if (line !== undefined) console.error(line);
      },
    },
  );
  if (isInterrupted || failed.size > 0) {
    console.error("Not all was read; the same command goes on from here.");
    return isInterrupted ? 130 : 1;
  }
  const parts = await Promise.all(shards.map(({ target }) => Deno.readTextFile(target)));
  const text = parts.join("");
  await writeFileAtomically(out, originalNames(text, pictures));
  await Deno.remove(folder, { recursive: true });
  console.log(`Read: ${out}`);
  // Of a picture that could not be read there is no line, whenever its shard was read.
  const read = new Set(text.match(NUMBERED_NAME));
  return read.size < pictures.length || absent.length > 0 ? 1 : 0;
}

/** Returns the pictures that are there, and the paths where none is. */
async function findPictures(
  paths: readonly string[],
): Promise<{ readonly pictures: string[]; readonly absent: string[] }> {
  if (paths.includes(STANDARD_INPUT)) {
    throw new UserError("Cannot read the standard input on Ray.", {
      hint: "Name files or folders, or leave --ray out.",
    });
  }
  const [pictures, absent]: [string[], string[]] = [[], []];
  for (const path of await listPictures(paths)) {
    (await isFile(path) ? pictures : absent).push(path);
  }
  return { pictures, absent };
}

/** The folder of finished shards: another pile, model or restriction has another. */
async function shardFolder(
  pictures: readonly string[],
  run: string,
  { out, characters, pattern, words }: RayReadingOptions,
): Promise<string> {
  const model = await Deno.readFile(join(run, "model", "weights.bin"));
  const description = [pictures, sha256OfBytes(model), characters, pattern, words];
  const digest = sha256OfBytes(new TextEncoder().encode(JSON.stringify(description)));
  return `${resolve(out)}.shards-${digest.slice(0, 8)}`;
}

function createTask(
  index: number,
  pictures: readonly string[],
  folder: string,
  { characters, pattern, words }: RayReadingOptions,
): RayTask {
  const start = index * SHARD_SIZE;
  const shard = pictures.slice(start, start + SHARD_SIZE);
  const options = [
    ...(characters === undefined ? [] : ["--characters", characters]),
    ...(pattern === undefined ? [] : ["--pattern", pattern]),
    ...(words === undefined ? [] : ["--words", "words.txt"]),
  ];
  const names = shard.map((_, place) => numberedName(start + place));
  const args = ["read", ...names, "--model", "model", "--json", ...options];
  const name = `shard-${String(index + 1).padStart(5, "0")}`;
  return {
    name,
    arguments: args,
    resume: args,
    permissions: "train",
    // 1 is a picture that cannot be read: the others have been.
    accepted: [0, 1],
    inputs: Object.fromEntries(shard.map((path, place) => [names[place], resolve(path)])),
    checkpoint: null,
    output: "stdout",
    target: join(folder, `${name}.jsonl`),
    checkpointTarget: null,
  };
}

/** Returns what a picture is called on a node: the names that people give may be the same. */
function numberedName(index: number): string {
  return join("pictures", String(index).padStart(9, "0"));
}

/** Such a name with the quotation mark before it, in JSON and in errors; its number is the group. */
const NUMBERED_NAME = /"pictures\/(\d{9})/g;

/** Puts the pictures' own paths in the place of their numbers. */
function originalNames(text: string, pictures: readonly string[]): string {
  return text.replaceAll(
    NUMBERED_NAME,
    (_, digits: string) => JSON.stringify(pictures[Number(digits)]).slice(0, -1),
  );
}
