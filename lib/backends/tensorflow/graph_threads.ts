/** How a training graph shares the processor: the towers of a batch, and the threads of each. */

import { type SessionThreads } from "./session_config.ts";

/** Returns how many towers a batch is split over on this machine: one a thread, at most 4. */
export function defaultTowerCount(): number {
  return Math.min(navigator.hardwareConcurrency, 4);
}

/** Returns the threads of a training graph: each tower has its share of the processor. */
export function graphThreads(towerCount = defaultTowerCount()): SessionThreads {
  const share = Math.floor(navigator.hardwareConcurrency / towerCount);
  return { withinOperation: Math.max(1, Math.min(127, share)), acrossOperations: towerCount };
}
