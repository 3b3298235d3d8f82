/** Is this Deno new enough, which processor is there, and is there memory to train? */

import { cpus } from "node:os";
import { type ProcessorFlags, readProcessorFlags } from "../../backends/processor_flags.ts";
import { isOlder } from "../../machine/run_program.ts";
import { type Finding, found, missing, note } from "./finding.ts";

/** The Deno that the project is developed and tested with. */
const TESTED_VERSION = "2.9.6";

/** Examines a Deno version, this process's own by default. */
export function examineDeno(version: string = Deno.version.deno): Finding {
  const topic = "Deno";
  return isOlder(version, TESTED_VERSION)
    ? missing(
      topic,
      `${version}, expected ${TESTED_VERSION} or newer`,
      `deno upgrade ${TESTED_VERSION}`,
    )
    : found(topic, `${version} (${Deno.build.target})`);
}

/** The processor flags worth telling, as Linux names them, with their usual names. */
const INSTRUCTION_SETS: Readonly<Record<string, string>> = {
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
  return found("Processor", parts.join(", "));
}

/** Returns the usual names of the instruction sets among a processor's flags. */
export function instructionSetsOf(flags: ProcessorFlags): readonly string[] {
  return Object.entries(INSTRUCTION_SETS).filter(([flag]) => flags.has(flag)).map(([, name]) =>
    name
  );
}

/** What a run may take at its peak, in bytes. */
const NEEDED_BYTES = 1.5e9;

/** Examines the memory that is free now. */
export function examineMemory(
  { total, available }: Pick<Deno.SystemMemoryInfo, "total" | "available"> = Deno
    .systemMemoryInfo(),
): Finding {
  const detail = `${gigabytes(available)} free of ${gigabytes(total)}`;
  return available >= NEEDED_BYTES
    ? found("Memory", detail)
    : note("Memory", `${detail}; training takes up to 1.5 GB`);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
