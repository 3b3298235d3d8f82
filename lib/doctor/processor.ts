/** Which processor is this, and which of the instructions that speed up training has it? */

import { cpus } from "node:os";
import { type ProcessorFlags, readProcessorFlags } from "../backends/processor_flags.ts";
import type { Finding } from "./finding.ts";

/** The processor flags worth telling, as Linux names them, with their usual names. */
const instructionSets: Readonly<Record<string, string>> = {
  avx2: "AVX2",
  avx512f: "AVX-512",
  avx512_bf16: "AVX-512 BF16",
  amx_bf16: "AMX BF16",
  asimd: "NEON",
  sve: "SVE",
  bf16: "BF16",
};

/** Examines the processor; its instruction sets are known on Linux only. */
export async function examineProcessor(): Promise<Finding> {
  const model = cpus()[0]?.model ?? "unknown model";
  const sets = instructionSetsOf(await readProcessorFlags());
  const parts = [model, `${navigator.hardwareConcurrency} threads`, ...sets];
  return { topic: "Processor", state: "ok", detail: parts.join(", ") };
}

/** Returns the usual names of the instruction sets among a processor's flags. */
export function instructionSetsOf(flags: ProcessorFlags): readonly string[] {
  return Object.entries(instructionSets).filter(([flag]) => flags.has(flag)).map(([, name]) =>
    name
  );
}
