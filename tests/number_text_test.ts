import { assertEquals } from "@std/assert";
import { durationText } from "../lib/number_text.ts";

Deno.test("durationText() uses the units that a person would", () => {
  const texts = [0, 59.4, 59.6, 61, 3599, 3600, 7325].map(durationText);
  assertEquals(texts, [
    "0 s",
    "59 s",
    "1 min 00 s",
    "1 min 01 s",
    "59 min 59 s",
    "1 h 00 min",
    "2 h 02 min",
  ]);
});
