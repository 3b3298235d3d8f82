/** Which data sets are on this machine, and are they what was published? */

import { type DatasetHalf, type HalfState, takeInventory } from "../datasets/inventory.ts";
import { findKnownDataset } from "../datasets/splits.ts";
import { UserError } from "../user_error.ts";
import type { Finding } from "./finding.ts";

/**
 * Examines each data set that the data folders hold, one finding each, and always `balanced`; where
 * `$EMNIST_DATA` is no folder, that is the only finding.
 */
export async function examineDatasets(): Promise<readonly Finding[]> {
  let halves: readonly DatasetHalf[];
  try {
    halves = await takeInventory();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{
      topic: "Data",
      state: "missing",
      detail: error.message,
      remedy: "unset EMNIST_DATA",
    }];
  }
  const halvesByName = Map.groupBy(halves, ({ name }) => name);
  return [...halvesByName]
    .filter(([name, halves]) =>
      name === "balanced" || halves.some(({ folder }) => folder !== undefined)
    )
    .map(([name, halves]) => describeDataset(name, halves));
}

const soundStates: readonly HalfState[] = ["verified", "not verified", "altered"];

/** Says how it stands with the halves of a data set. */
export function describeDataset(name: string, halves: readonly DatasetHalf[]): Finding {
  const topic = `Data set ${name}`;
  const states = new Set(halves.map(({ state }) => state));
  const detail = states.size === 1
    ? [...states].join().replace("missing", "not here")
    : halves.map(({ split, state }) => `${split} ${state}`).join(", ");
  const folder = halves.find((half) => half.folder !== undefined)?.folder;
  const place = folder === undefined ? "" : `, ${folder}`;
  if (halves.every(({ state }) => soundStates.includes(state))) {
    return { topic, state: "ok", detail: `${detail}${place}` };
  }
  return findKnownDataset(name)?.official
    ? { topic, state: "missing", detail: `${detail}${place}`, remedy: `deno task data ${name}` }
    : { topic, state: "note", detail: `${detail}${place}` };
}
