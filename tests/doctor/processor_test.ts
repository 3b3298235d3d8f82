/** The names of instruction sets. */

import { assertEquals } from "@std/assert";
import { instructionSetsOf } from "../../lib/doctor/processor.ts";

Deno.test("instructionSetsOf() names the instruction sets of an Intel server processor", () => {
  const flags = new Set(["fpu", "avx2", "f16c", "avx512f", "avx512_bf16", "amx_bf16", "amx_tile"]);
  assertEquals(instructionSetsOf(flags), ["AVX2", "AVX-512", "AVX-512 BF16", "AMX BF16"]);
});

Deno.test("instructionSetsOf() names the instruction sets of an Arm server processor", () => {
  assertEquals(instructionSetsOf(new Set(["fp", "asimd", "sve", "bf16"])), ["NEON", "SVE", "BF16"]);
});

Deno.test("instructionSetsOf() names nothing where no flag is known", () => {
  assertEquals(instructionSetsOf(new Set()), []);
});
