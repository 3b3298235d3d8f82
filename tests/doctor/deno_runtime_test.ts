/** Judging Deno's version. */

import { assertEquals } from "@std/assert";
import { examineDeno } from "../../lib/doctor/deno_runtime.ts";

Deno.test("examineDeno() wants 2.9.6 or newer, comparing numbers and not letters", () => {
  assertEquals(examineDeno("2.9.5").remedy, "deno upgrade 2.9.6");
  assertEquals(examineDeno("1.46.3").state, "missing");
  assertEquals(examineDeno("2.9.6").state, "ok");
  assertEquals(examineDeno("2.10.0").state, "ok");
});
