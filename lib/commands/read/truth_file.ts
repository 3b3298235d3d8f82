/** Files that say what stands on pictures. */

import { basename } from "node:path";
import { z } from "zod";
import { parseGivenJson, readGivenFile } from "../read_given_file.ts";

/** A line that stands on a picture, with the kind of its words. */
const lineSchema = z.object({ kind: z.string(), text: z.string() });

/** Lines by the name of the picture's file; a picture of one line may do without the list. */
const truthSchema = z.record(z.string(), z.union([lineSchema, z.array(lineSchema)]));

/** A line of the truth. */
export type TrueLine = z.infer<typeof lineSchema>;

/** The lines of each picture, by the name of its file. */
export type Truth = ReadonlyMap<string, readonly TrueLine[]>;

const HINT = '{"page.png": [{"kind": "digits", "text": "1234"}]} is one picture of one line.';

/**
 * Reads a file of the truth.
 *
 * @throws {UserError} when there is none, or it is not one.
 */
export async function readTruth(path: string): Promise<Truth> {
  const source = `the truth "${path}"`;
  const text = await readGivenFile(path, source, HINT);
  const truth = parseGivenJson(text, truthSchema, source, HINT);
  return new Map(Object.entries(truth).map(([name, lines]) => [name, [lines].flat()]));
}

/**
 * Returns how a picture looks by the name of its file: what stands between the first dash and the
 * next dash or dot, `photo` in `writer03-photo-digits.jpg`, or `all` without a dash.
 */
export function styleOf(path: string): string {
  return /-([^-.]+)/.exec(basename(path))?.[1] ?? "all";
}
