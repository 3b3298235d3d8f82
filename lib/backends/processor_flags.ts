/** The instructions that this processor has, as Linux names them. */

import { runProgram } from "../machine/run_program.ts";
import type { Precision } from "../training/trainer.ts";

/** Names of a processor's instruction sets, such as `avx2`. */
export type ProcessorFlags = ReadonlySet<string>;

/**
 * Flags of instructions that multiply matrices of bfloat16 numbers: one of x86-64, one of Arm. Not
 * `avx512_bf16`, whose products of pairs are slower in a training step than float32's: 0.73 of its
 * images a second for the small model, 0.66 for the baseline (EXPERIMENTS.md, 2026-11-28).
 */
const BFLOAT16_FLAGS = ["amx_bf16", "bf16"];

/** Returns the flags of this processor, from `lscpu`; none where there is no such program. */
export async function readProcessorFlags(): Promise<ProcessorFlags> {
  const listing = await runProgram("lscpu", [], { env: { LC_ALL: "C" } });
  return parseProcessorFlags(listing?.output ?? "");
}

/** Returns the flags in what `lscpu` prints. */
export function parseProcessorFlags(listing: string): ProcessorFlags {
  return new Set(/^Flags:(.*)$/m.exec(listing)?.[1].trim().split(/\s+/));
}

/** Returns whether a processor multiplies matrices of bfloat16 numbers: without, they are slow. */
export function multipliesBfloat16(flags: ProcessorFlags): boolean {
  return BFLOAT16_FLAGS.some((flag) => flags.has(flag));
}

let fastestPrecision: Promise<Precision> | undefined;

/** Returns mixed_bfloat16 on a processor that multiplies matrices of such numbers, else float32. */
export function findFastestPrecision(): Promise<Precision> {
  fastestPrecision ??= readProcessorFlags().then((flags) =>
    multipliesBfloat16(flags) ? "mixed_bfloat16" : "float32"
  );
  return fastestPrecision;
}
