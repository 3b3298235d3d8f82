import { assertStringIncludes } from "@std/assert";
import { classDistribution } from "../../lib/charts/class_distribution.ts";
import { classF1Bars } from "../../lib/charts/class_f1_bars.ts";
import { classRanges } from "../../lib/charts/class_ranges.ts";
import { topConfusedPairs } from "../../lib/charts/top_confused_pairs.ts";
import { classMetrics } from "../../lib/evaluation/class_metrics.ts";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { needsPermissions } from "../permissions.ts";
import { BALANCED_CHARACTERS, examplePredictions } from "../testdata/example_predictions.ts";
import { assertExpected } from "./expectation.ts";

const predictions = examplePredictions(20);
const matrix = confusionMatrixOf(predictions);

Deno.test("classF1Bars() names the hardest classes", needsPermissions, async () => {
  await assertExpected("class_f1_bars", classF1Bars(classMetrics(matrix)));
});

Deno.test("topConfusedPairs() adds up both directions", needsPermissions, async () => {
  await assertExpected("top_confused_pairs", topConfusedPairs(matrix));
});

Deno.test("topConfusedPairs() has a title for one pair and for none", () => {
  const one = { counts: Uint32Array.of(1, 1, 1, 2), characters: ["O", "0"] };
  assertStringIncludes(JSON.stringify(topConfusedPairs(one).title), "between O and 0");
  const none = { counts: Uint32Array.of(1, 0, 0, 2), characters: ["O", "0"] };
  assertStringIncludes(JSON.stringify(topConfusedPairs(none).title), "Not one pair");
});

Deno.test("classDistribution() says which split is balanced", needsPermissions, async () => {
  const { completeRows } = await import("../../lib/frames/typed_frame.ts");
  const { createClassDistribution } = await import("../../lib/frames/dataset_frames.ts");
  const train = Uint8Array.from({ length: 47 * 47 }, (_, image) => Math.sqrt(image));
  const counts = createClassDistribution({ train, test: predictions.labels }, BALANCED_CHARACTERS);
  await assertExpected("class_distribution", classDistribution(completeRows(counts.toRecords())));
});

Deno.test("classRanges() sorts classes by their median", needsPermissions, async () => {
  const ranges = [
    { character: "B", low: 0.16, median: 0.231, high: 0.293 },
    { character: "1", low: 0.071, median: 0.096, high: 0.123 },
    { character: "M", low: 0.115, median: 0.17, high: 0.24 },
  ];
  const caption = "Bars run from the 10th to the 90th percentile, ticks mark the median.";
  await assertExpected("class_ranges", classRanges(ranges, { measure: "mean ink", caption }));
});
