/** A sweep as a file: a JSON list of configs, each as `deno task train --config` takes it. */

import { z } from "zod";
import { UserError } from "../../user_error.ts";
import { parseGivenJson } from "../read_given_file.ts";

/** One run of a sweep. */
export interface SweepRun {
  /** Its name within the sweep, and that of its folder. */
  readonly name: string;
  /** What the run is for, or what was learnt from it; may be empty. */
  readonly note: string;
  /** What `deno task train --config` is given. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Configs are checked by `train`; a sweep only takes its own two keys out. */
const sweepSchema = z.array(z.looseObject({
  name: z.string().regex(/^[\w][\w.-]*$/, "expected letters, digits, _, - and .").optional(),
  note: z.string().optional(),
})).min(1);

/** What a sweep is, for errors. */
export const SWEEP_HINT =
  'Write a JSON list of configs, such as [{ "recipe": "best", "seed": 1 }].';

/** Recipes are chosen on images held out of training; a config may say otherwise. */
const DEFAULTS = { validation: 0.1, evaluation: "validation" };

/**
 * Parses the text of a sweep file.
 *
 * A run without a name is called by its number in the list, `run-01` for the first.
 *
 * @param source What the text is, such as `the sweep "small.json"`, for errors.
 * @param also Other data sets that every run is measured on, unless its config names others.
 * @throws {UserError} when it is not a JSON list of objects, or two runs have the same name.
 */
export function parseSweep(
  text: string,
  source: string,
  also?: Readonly<Record<string, string>>,
): SweepRun[] {
  const configs = parseGivenJson(text, sweepSchema, source, SWEEP_HINT);
  const runs = configs.map(({ name, note = "", ...config }, index) => ({
    name: name ?? `run-${String(index + 1).padStart(2, "0")}`,
    note,
    config: { ...DEFAULTS, ...(also === undefined ? {} : { also }), ...config },
  }));
  const names = runs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UserError(`Cannot use ${source}: two runs are called "${twice}"`, {
      hint: "Give every run a name of its own.",
    });
  }
  return runs;
}
