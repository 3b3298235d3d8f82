/** Which data sets are on this machine, and are they what was published? */

import { type DatasetSplit, type SplitState, takeInventory } from "../../datasets/inventory.ts";
import { findKnownDataset } from "../../datasets/splits.ts";
import { UserError } from "../../user_error.ts";
import { type Finding, found, missing, note } from "./finding.ts";

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
    return [missing("Data", error.message, "unset EMNIST_DATA")];
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
  const state = states.size === 1
    ? [...states].join().replace("missing", "not here")
    : splits.map(({ split, state }) => `${split} ${state}`).join(", ");
  const folder = splits.find((split) => split.folder !== undefined)?.folder;
  const detail = folder === undefined ? state : `${state}, ${folder}`;
  if (splits.every(({ state }) => SOUND_STATES.includes(state))) return found(topic, detail);
  return findKnownDataset(name)?.official
    ? missing(topic, detail, `deno task data ${name}`)
    : note(topic, detail);
}
