import { assertEquals } from "@std/assert";
import { countOf, countText, listText, percentText } from "../../lib/number_text.ts";

Deno.test("percentText() and countText() write numbers one way", () => {
  assertEquals(percentText(0.85412), "85.4\u00a0%");
  assertEquals(percentText(1, 0), "100\u00a0%");
  assertEquals(countText(18_800), "18,800");
  assertEquals(countOf(1, "image"), "1\u00a0image");
  assertEquals(countOf(2, "class", "classes"), "2\u00a0classes");
});

Deno.test("listText() writes a list as prose", () => {
  assertEquals(listText([]), "");
  assertEquals(listText(["a"]), "a");
  assertEquals(listText(["a", "b", "c"]), "a, b and c");
});
