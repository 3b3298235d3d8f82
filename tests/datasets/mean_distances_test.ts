import { assertAlmostEquals, assertEquals } from "@std/assert";
import { meanDistances, nearestMeans, pixelMoments } from "../../lib/datasets/mean_distances.ts";

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

Deno.test("pixelMoments() agrees with two images computed by hand", () => {
  const images = Uint8Array.of(0, 10, 20, 50, 7, 7);
  const two = {
    name: "two",
    split: "test" as const,
    images,
    labels: Uint8Array.of(0, 0, 1),
    count: 3,
    height: 1,
    width: 2,
    characters: ["a", "b", "c"],
    sources: [],
  };
  assertEquals([...pixelMoments(two, 0).mean], [10, 30]);
  assertAlmostEquals(pixelMoments(two, 0).deviation[1], 20, 1e-9);
  assertEquals([...pixelMoments(two, 2).mean], [0, 0]);
});
