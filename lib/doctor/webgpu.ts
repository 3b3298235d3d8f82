/** Is there a graphics processor that Deno's WebGPU can use? */

import type { Finding } from "./finding.ts";

/** The part of a WebGPU adapter's description that is read here. */
export interface AdapterInfo {
  readonly description: string;
  readonly vendor: string;
  /** Whether it computes on the CPU after all. */
  readonly isFallbackAdapter: boolean;
}

/** Asks Deno for its WebGPU adapter. */
export async function examineWebgpu(): Promise<Finding> {
  const adapter = await navigator.gpu.requestAdapter();
  return describeAdapter(adapter?.info);
}

/** Says whether an adapter, or its absence, is of use. */
export function describeAdapter(info: AdapterInfo | undefined): Finding {
  const topic = "WebGPU";
  if (info === undefined) {
    return { topic, state: "note", detail: "no adapter: no graphics processor or no driver" };
  }
  const name = info.description || `vendor ${info.vendor}`;
  return info.isFallbackAdapter
    ? { topic, state: "note", detail: `not used: ${name} computes on the CPU` }
    : { topic, state: "ok", detail: name };
}
