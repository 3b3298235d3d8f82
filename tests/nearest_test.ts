import { assertEquals } from "@std/assert";
import { nearestOf } from "../lib/nearest.ts";

Deno.test("nearestOf() prefers a choice that contains the value to one that is spelt alike", () => {
  const choices = ["float32", "mixed_bfloat16"];
  assertEquals(nearestOf("bfloat16", choices), "mixed_bfloat16");
  assertEquals(nearestOf("flaot32", choices), "float32");
  assertEquals(nearestOf("", ["flagship", "small"]), "small");
});
