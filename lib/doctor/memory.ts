/** Is there enough memory to train? */

import type { Finding } from "./finding.ts";

/** What a run may take at its peak, in bytes. */
const neededBytes = 1.5e9;

/** Examines the memory that is free now. */
export function examineMemory(
  { total, available }: Pick<Deno.SystemMemoryInfo, "total" | "available"> = Deno
    .systemMemoryInfo(),
): Finding {
  const detail = `${gigabytes(available)} free of ${gigabytes(total)}`;
  return available >= neededBytes
    ? { topic: "Memory", state: "ok", detail }
    : { topic: "Memory", state: "note", detail: `${detail}; training takes up to 1.5 GB` };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
