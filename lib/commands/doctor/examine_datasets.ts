/** Which data sets are on this machine, and are they what was published? */

import { type DatasetSplit, type SplitState, takeInventory } from "../../datasets/inventory.ts";
import { findKnownDataset } from "../../datasets/splits.ts";
import { UserError } from "../../user_error.ts";
import type { Finding } from "./finding.ts";

/**
 * Examines each data set that the data folders hold, one finding each, and always `balanced`; where
 * `$EMNIST_DATA` is no folder, that is the only finding.
 */
export async function examineDatasets(): Promise<readonly Finding[]> {
  let splits: readonly DatasetSplit[];
  try {
    splits = await takeInventory();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{
      topic: "Data",
      state: "missing",
      detail: error.message,
      remedy: "unset EMNIST_DATA",
    }];
  }
  const splitsByName = Map.groupBy(splits, ({ name }) => name);
  return [...splitsByName]
    .filter(([name, splits]) =>
      name === "balanced" || splits.some(({ folder }) => folder !== undefined)
    )
    .map(([name, splits]) => describeDataset(name, splits));
}

const SOUND_STATES: readonly SplitState[] = ["verified", "not verified", "altered"];

/** Says how it stands with the splits of a data set. */
function describeDataset(name: string, splits: readonly DatasetSplit[]): Finding {
  const topic = `Data set ${name}`;
  const states = new Set(splits.map(({ state }) => state));
  const detail = states.size === 1
    ? [...states].join().replace("missing", "not here")
    : splits.map(({ split, state }) => `${split} ${state}`).join(", ");
  const folder = splits.find((split) => split.folder !== undefined)?.folder;
  const place = folder === undefined ? "" : `, ${folder}`;
  if (splits.every(({ state }) => SOUND_STATES.includes(state))) {
    return { topic, state: "ok", detail: `${detail}${place}` };
  }
  return findKnownDataset(name)?.official
    ? { topic, state: "missing", detail: `${detail}${place}`, remedy: `deno task data ${name}` }
    : { topic, state: "note", detail: `${detail}${place}` };
}
