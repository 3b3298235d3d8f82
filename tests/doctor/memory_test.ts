/** Judging the free memory. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { examineMemory } from "../../lib/doctor/memory.ts";

Deno.test("examineMemory() warns when a run at its peak would not fit", () => {
  assertEquals(examineMemory({ total: 16e9, available: 2e9 }).detail, "2.0 GB free of 16.0 GB");
  assertEquals(examineMemory({ total: 16e9, available: 2e9 }).state, "ok");
  const scarce = examineMemory({ total: 16e9, available: 1e9 });
  assertEquals(scarce.state, "note");
  assertStringIncludes(scarce.detail, "training takes up to 1.5 GB");
});
