/** Judging WebGPU adapters. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { describeAdapter } from "../../../lib/commands/doctor/examine_backends.ts";

Deno.test("describeAdapter() takes a graphics processor and no software adapter", () => {
  const hardware = { description: "NVIDIA H200", vendor: "4318", isFallbackAdapter: false };
  assertEquals(describeAdapter(hardware), { topic: "WebGPU", state: "ok", detail: "NVIDIA H200" });
  const software = {
    description: "llvmpipe (LLVM 15.0.6)",
    vendor: "65541",
    isFallbackAdapter: true,
  };
  assertEquals(describeAdapter(software).state, "note");
  assertStringIncludes(describeAdapter(software).detail, "llvmpipe");
  assertEquals(describeAdapter(undefined).state, "note");
});
