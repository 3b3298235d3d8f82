/** Reading what `lscpu` prints. */

import { assertEquals } from "@std/assert";
import { multipliesBfloat16, parseProcessorFlags } from "../../lib/backends/processor_flags.ts";

const listing = (flags: string) =>
  `Architecture:                            x86_64
Model name:                              Some processor
Flags:                                   ${flags}
Hypervisor vendor:                       KVM
`;

Deno.test("parseProcessorFlags() finds the line of flags", () => {
  assertEquals(parseProcessorFlags(listing("fpu avx2  fma")), new Set(["fpu", "avx2", "fma"]));
  assertEquals(parseProcessorFlags("").size, 0);
});

Deno.test("multipliesBfloat16() knows AMX and Arm's instructions", () => {
  const answer = (flags: string) => multipliesBfloat16(parseProcessorFlags(listing(flags)));
  assertEquals(["avx512_bf16 amx_bf16 amx_tile", "asimd sve bf16"].map(answer), [true, true]);
  assertEquals(["fpu avx2 fma", "avx512f avx512_bf16", ""].map(answer), [false, false, false]);
});
