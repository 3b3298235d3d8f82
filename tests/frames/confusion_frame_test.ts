import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { rowRates } from "../../lib/evaluation/confusion_rates.ts";
import { createConfusionFrame } from "../../lib/frames/confusion_frame.ts";
import { createPredictionFrame } from "../../lib/frames/prediction_frame.ts";
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";

Deno.test("createConfusionFrame() has a row for every pair, absent classes included", () => {
  const matrix = { counts: Uint32Array.of(3, 1, 0, 0), characters: ["a", "b"] };
  assertEquals(createConfusionFrame(matrix).rows(), [
    [0, 0, "a", "a", 3, 0.75],
    [0, 1, "a", "b", 1, 0.25],
    [1, 0, "b", "a", 0, 0],
    [1, 1, "b", "b", 0, 0],
  ]);
});

Deno.test("createConfusionFrame() agrees with the matrix and with grouped predictions", () => {
  const predictions = goldenPredictions();
  const matrix = confusionMatrixOf(predictions);
  const frame = createConfusionFrame(matrix);
  assertEquals(frame.getColumn("count").toArray(), [...matrix.counts]);
  assertEquals(frame.getColumn("rate").toArray(), [...rowRates(matrix)]);
  const grouped = createPredictionFrame(predictions)
    .groupBy("true", "predicted")
    .agg(pl.len().cast(pl.Int32).alias("count"))
    .sort(["true", "predicted"]);
  const filled: pl.DataFrame = frame.filter(pl.col("count").gt(0));
  assertEquals(
    filled.select("true", "predicted", "count").sort(["true", "predicted"]).rows(),
    grouped.rows(),
  );
});
