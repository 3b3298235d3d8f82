/** Judging Deno's version, the processor and the free memory. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  examineDeno,
  examineMemory,
  instructionSetsOf,
} from "../../../lib/commands/doctor/examine_hardware.ts";

Deno.test("examineDeno() wants 2.9.6 or newer, comparing numbers and not letters", () => {
  assertEquals(examineDeno("2.9.5").remedy, "deno upgrade 2.9.6");
  assertEquals(examineDeno("1.46.3").state, "missing");
  assertEquals(examineDeno("2.9.6").state, "ok");
  assertEquals(examineDeno("2.10.0").state, "ok");
});

Deno.test("examineMemory() warns when a run at its peak would not fit", () => {
  assertEquals(examineMemory({ total: 16e9, available: 2e9 }).detail, "2.0 GB free of 16.0 GB");
  assertEquals(examineMemory({ total: 16e9, available: 2e9 }).state, "ok");
  const scarce = examineMemory({ total: 16e9, available: 1e9 });
  assertEquals(scarce.state, "note");
  assertStringIncludes(scarce.detail, "training takes up to 1.5 GB");
});

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
