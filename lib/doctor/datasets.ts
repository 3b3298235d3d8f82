/** Which data sets are on this machine, and are they what was published? */

import { basename } from "node:path";
import { judgeDigest } from "../datasets/digests.ts";
import { dataRoots, findDataset, type FoundFiles } from "../datasets/find.ts";
import { listDatasetNames } from "../datasets/folder_contents.ts";
import { findKnownDataset } from "../datasets/splits.ts";
import { sha256OfFile } from "../sha256.ts";
import type { Finding } from "./finding.ts";

/** Examines each data set that the data folders hold, one finding each, and always `balanced`. */
export async function examineDatasets(): Promise<readonly Finding[]> {
  const roots = await dataRoots();
  const names = new Set(["balanced", ...await listDatasetNames(roots)]);
  return await Promise.all([...names].map((name) => examineDataset(name, roots)));
}

async function examineDataset(name: string, roots: readonly string[]): Promise<Finding> {
  const topic = `Data set ${name}`;
  const remedy = findKnownDataset(name)?.official ? `deno task data ${name}` : undefined;
  const train = await findDataset(name, "train", roots);
  const test = await findDataset(name, "test", roots);
  const found = train ?? test;
  if (found === undefined) return { topic, state: "missing", detail: "not here", remedy };
  const files = [...new Set([train, test].flatMap(filesOf))];
  const verdicts = await Promise.all(files.map(judgeFile));
  const wrong = files.filter((_, index) => verdicts[index] === "wrong");
  if (wrong.length > 0) {
    return { topic, state: "missing", detail: `wrong digest: ${wrong.join(", ")}`, remedy };
  }
  const isVerified = verdicts.every((verdict) => verdict === "official" || verdict === "published");
  const detail = `${isVerified ? "verified" : "not verified"}, ${found.folder}`;
  if (train !== undefined && test !== undefined) return { topic, state: "ok", detail };
  return {
    topic,
    state: remedy === undefined ? "note" : "missing",
    detail: `${train === undefined ? "test" : "train"} half only, ${detail}`,
    remedy,
  };
}

function filesOf(found: FoundFiles | undefined): readonly string[] {
  return found === undefined ? [] : [found.images, found.labels];
}

async function judgeFile(path: string) {
  return judgeDigest(basename(path), await sha256OfFile(path)).verdict;
}
