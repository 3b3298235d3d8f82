/** What is said of a run beside its progress. */

import { assertEquals } from "@std/assert";
import { absentClasses } from "../../../lib/commands/train/announcements.ts";

Deno.test("absentClasses() names ten classes at most, blanks so that they can be seen", () => {
  assertEquals(absentClasses(["a", " "], "training"), "No training image shows a and ␣.");
  assertEquals(
    absentClasses([..."abcdefghijkl"], "evaluation"),
    "No evaluation image shows a, b, c, d, e, f, g, h, i, j and 2 more.",
  );
});
