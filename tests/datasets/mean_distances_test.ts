import { assertEquals } from "@std/assert";
import { meanDistances, nearestMeans } from "../../lib/datasets/mean_distances.ts";

const means = [Float64Array.of(0, 0), Float64Array.of(3, 4), Float64Array.of(3, 5)];

Deno.test("meanDistances() puts the nearest pair first, as root mean squares", () => {
  assertEquals(meanDistances(means, ["A", "B", "C"]), [
    { first: "B", second: "C", distance: Math.sqrt(1 / 2) },
    { first: "A", second: "B", distance: Math.sqrt(25 / 2) },
    { first: "A", second: "C", distance: Math.sqrt(34 / 2) },
  ]);
});

Deno.test("nearestMeans() answers each image with the nearest class, of equals the lower", () => {
  const images = Uint8Array.of(1, 0, 3, 4, 9, 9);
  assertEquals([...nearestMeans(images, means)], [0, 1, 2]);
  const middle = [Float64Array.of(0), Float64Array.of(2)];
  assertEquals([...nearestMeans(Uint8Array.of(1), middle)], [0]);
});
