import { assertEquals, assertThrows } from "@std/assert";
import { reliabilityBins } from "../../lib/evaluation/calibration.ts";
import { createConfidenceHistogram } from "../../lib/frames/confidence_histogram.ts";
import { createPredictionFrame } from "../../lib/frames/prediction_frame.ts";
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";

/** Right at 0.5 and 1, wrong at 0.75. */
const PREDICTIONS = createPredictionFrame({
  labels: Uint8Array.of(0, 0, 0),
  probabilities: Float32Array.of(0.5, 0.5, 1, 0, 0.25, 0.75),
  characters: ["a", "b"],
});

Deno.test("createConfidenceHistogram() counts right and wrong apart, edges in the bin below", () => {
  assertEquals(createConfidenceHistogram(PREDICTIONS, 4).rows(), [
    [false, 0.5, 0.75, 1, 1],
    [true, 0.25, 0.5, 1, 0.5],
    [true, 0.75, 1, 1, 0.5],
  ]);
});

Deno.test("createConfidenceHistogram() counts what reliabilityBins() counts", () => {
  const predictions = goldenPredictions();
  const bars = createConfidenceHistogram(createPredictionFrame(predictions), 15).toRecords();
  for (const { low, count } of reliabilityBins(predictions, 15)) {
    const counts = bars.filter((bar) => bar.low === low).map((bar) => bar.count ?? NaN);
    assertEquals(counts.reduce((sum, value) => sum + value, 0), count);
  }
});

Deno.test("createConfidenceHistogram() throws without a bin", () => {
  assertThrows(() => createConfidenceHistogram(PREDICTIONS, 0), RangeError, "but found 0");
});
