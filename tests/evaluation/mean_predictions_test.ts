import { assertEquals, assertThrows } from "@std/assert";
import { meanPredictions } from "../../lib/evaluation/mean_predictions.ts";

const images = { labels: Uint8Array.of(0, 2), characters: ["A", "B", "C"] };

Deno.test("meanPredictions() returns the mean computed by hand", () => {
  const mean = meanPredictions([
    { ...images, probabilities: Float32Array.of(0.5, 0.25, 0.25, 0, 0, 1) },
    { ...images, probabilities: Float32Array.of(0.25, 0.5, 0.25, 0.5, 0, 0.5) },
    { ...images, probabilities: Float32Array.of(0, 0, 1, 0.25, 0.75, 0) },
    { ...images, probabilities: Float32Array.of(0.25, 0.25, 0.5, 0.25, 0.25, 0.5) },
  ]);
  assertEquals(mean, {
    ...images,
    probabilities: Float32Array.of(0.25, 0.25, 0.5, 0.25, 0.25, 0.5),
  });
});

Deno.test("meanPredictions() throws for no model, other images and other classes", () => {
  const first = { ...images, probabilities: Float32Array.of(1, 0, 0, 0, 0, 1) };
  assertThrows(() => meanPredictions([]), TypeError, "expected at least 1 model but found 0");
  const others = [
    { ...first, labels: Uint8Array.of(0, 1) },
    { ...first, labels: Uint8Array.of(0), probabilities: Float32Array.of(1, 0, 0) },
    { ...first, characters: ["A", "C", "B"] },
  ];
  for (const other of others) {
    assertThrows(() => meanPredictions([first, other]), TypeError, "expected the same images");
  }
});
