/** Reading one file of a run folder, with errors that name the file and what to do about it. */

import { basename, join } from "node:path";
import type { z } from "zod";
import { isAbsence } from "../machine/system_error.ts";
import { taskCommand } from "../shell_words.ts";
import { UserError } from "../user_error.ts";
import { RUN_SCHEMA_VERSION } from "./config.ts";
import { RUN_FILES, runState } from "./folder.ts";

/** Advice for a file that is missing or damaged. */
const RESTORE_HINT =
  "Restore the file from a copy or from Git, or train again with `deno task train`.";

/** Returns the error for a run's file that cannot be used, `reason` being "expected … but found …". */
export function runFileError(folder: string, file: string, reason: string, hint = RESTORE_HINT) {
  return new UserError(`Cannot read "${file}" of the run "${basename(folder)}": ${reason}`, {
    hint: `${hint} The file is ${join(folder, file)}.`,
  });
}

/** Returns the error for a run whose files are not written yet. */
function unfinishedError(folder: string): UserError {
  return new UserError(
    `Cannot read the run "${basename(folder)}": expected a finished one but found a checkpoint`,
    { hint: `Go on with it: ${taskCommand("train", "--resume", folder)}` },
  );
}

/**
 * Reads a file of a run folder and parses it.
 *
 * @throws {UserError} when the file is missing, or `parse` throws a `SyntaxError`; a run that has a
 * checkpoint in the place of the file is not finished, which is what the error then says.
 */
export async function readRunFile<Value>(
  folder: string,
  file: string,
  parse: (bytes: Uint8Array) => Value,
): Promise<Value> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(join(folder, file));
  } catch (error) {
    if (!isAbsence(error)) throw error;
    throw await runState(folder) === "begun"
      ? unfinishedError(folder)
      : runFileError(folder, file, "expected the file but found none");
  }
  try {
    return parse(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw runFileError(folder, file, error.message);
  }
}

/**
 * Reads a JSON file of a run folder and checks it against a schema.
 *
 * @throws {UserError} when the file is missing, is not JSON, or does not fit; the first thing that
 * does not fit is named by its path.
 */
export async function readRunJson<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const value: unknown = await readRunFile(
    folder,
    file,
    (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
  );
  if (file === RUN_FILES.config) checkSchemaVersion(folder, value);
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw runFileError(folder, file, `"${issue.path.join(".")}": ${issue.message}`);
}

/** @throws {UserError} when a config was written for another version of the run folder. */
function checkSchemaVersion(folder: string, config: unknown): void {
  const found = typeof config === "object" && config !== null && "schemaVersion" in config
    ? config.schemaVersion
    : undefined;
  if (found === RUN_SCHEMA_VERSION) return;
  const isNewer = typeof found === "number" && found > RUN_SCHEMA_VERSION;
  throw runFileError(
    folder,
    RUN_FILES.config,
    `expected schema version ${RUN_SCHEMA_VERSION} but found ${found ?? "none"}`,
    isNewer
      ? "The run was made by a newer version of this project: update your checkout."
      : "The run was made by an older version of this project: train it again with `deno task train`.",
  );
}
