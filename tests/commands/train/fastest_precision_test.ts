/** The precision that train chooses, and what it says of a slow one. */

import { assertEquals } from "@std/assert";
import { multipliesBfloat16, readProcessorFlags } from "../../../lib/backends/processor_flags.ts";
import {
  findFastestPrecision,
  slowPrecisionWarning,
} from "../../../lib/commands/train/fastest_precision.ts";

Deno.test("findFastestPrecision() goes by what this processor multiplies", async () => {
  const isFast = multipliesBfloat16(await readProcessorFlags());
  assertEquals(await findFastestPrecision(), isFast ? "mixed_bfloat16" : "float32");
});

Deno.test("slowPrecisionWarning() warns only where bfloat16 has to be imitated", () => {
  assertEquals(slowPrecisionWarning("float32", "float32"), undefined);
  assertEquals(slowPrecisionWarning("float32", "mixed_bfloat16"), undefined);
  assertEquals(slowPrecisionWarning("mixed_bfloat16", "mixed_bfloat16"), undefined);
  assertEquals(
    slowPrecisionWarning("mixed_bfloat16", "float32"),
    "mixed_bfloat16 is slow here: this processor has no instructions for it (AVX-512 BF16, AMX " +
      "or Arm's BF16). --precision float32 is several times as fast.",
  );
});
