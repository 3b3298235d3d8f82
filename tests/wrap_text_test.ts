import { assertEquals } from "@std/assert";
import { wrapText } from "../lib/wrap_text.ts";

Deno.test("wrapText() breaks at spaces and keeps long words whole", () => {
  assertEquals(wrapText("one two three", 7), ["one two", "three"]);
  assertEquals(wrapText("incomprehensible is long", 9), ["incomprehensible", "is long"]);
  assertEquals(wrapText("85\u00a0% right", 7), ["85\u00a0%", "right"]);
});
