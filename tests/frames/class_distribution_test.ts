import { assertEquals } from "@std/assert";
import { createClassDistribution } from "../../lib/frames/class_distribution.ts";

Deno.test("createClassDistribution() counts each split and keeps classes without images", () => {
  const frame = createClassDistribution(
    { train: Uint8Array.of(2, 0, 2, 2), test: Uint8Array.of() },
    ["a", "b", "c"],
  );
  assertEquals(frame.rows(), [
    ["train", 0, "a", 1, 0.25],
    ["train", 1, "b", 0, 0],
    ["train", 2, "c", 3, 0.75],
    ["test", 0, "a", 0, 0],
    ["test", 1, "b", 0, 0],
    ["test", 2, "c", 0, 0],
  ]);
});
