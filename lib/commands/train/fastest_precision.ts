/** The precision that trains fastest on this machine, and what is said where another one is asked for. */

import { multipliesBfloat16, readProcessorFlags } from "../../backends/processor_flags.ts";
import type { Precision } from "../../training/trainer_options.ts";

/** Returns mixed_bfloat16 on a processor that multiplies bfloat16 numbers itself, else float32. */
export async function findFastestPrecision(): Promise<Precision> {
  return multipliesBfloat16(await readProcessorFlags()) ? "mixed_bfloat16" : "float32";
}

/**
 * Returns a warning where the processor has to imitate the precision of a run, else undefined.
 *
 * @param fastest What {@linkcode findFastestPrecision} gives.
 */
export function slowPrecisionWarning(
  precision: Precision,
  fastest: Precision,
): string | undefined {
  if (precision === "float32" || fastest === "mixed_bfloat16") return undefined;
  return "mixed_bfloat16 is slow here: this processor has no instructions for it (AVX-512 BF16, AMX " +
    "or Arm's BF16). --precision float32 is several times as fast.";
}
