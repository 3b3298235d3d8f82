/** Reading what `lscpu` prints. */

import { assertEquals } from "@std/assert";
import { instructionSetsOf } from "../../lib/doctor/processor.ts";

Deno.test("instructionSetsOf() names the instruction sets of an Intel server processor", () => {
  const listing = `Architecture:                            x86_64
CPU(s):                                  2
Model name:                              Intel(R) Xeon(R) Processor
Flags:                                   fpu vme sse4_2 avx f16c avx2 avx512f avx512_bf16 amx_bf16 amx_tile
Hypervisor vendor:                       KVM
`;
  assertEquals(instructionSetsOf(listing), ["AVX2", "AVX-512", "AVX-512 BF16", "AMX BF16"]);
});

Deno.test("instructionSetsOf() names the instruction sets of an Arm server processor", () => {
  const listing = "Architecture:   aarch64\nModel name:  Neoverse-V1\nFlags:  fp asimd sve bf16\n";
  assertEquals(instructionSetsOf(listing), ["NEON", "SVE", "BF16"]);
});

Deno.test("instructionSetsOf() names nothing where lscpu is not installed", () => {
  assertEquals(instructionSetsOf(""), []);
});
