import { assertStringIncludes } from "@std/assert";
import { confidenceHistograms } from "../../lib/charts/confidence_histograms.ts";
import { reliabilityDiagram } from "../../lib/charts/reliability_diagram.ts";
import { confidenceHistogram, reliabilityBins } from "../../lib/evaluation/calibration.ts";
import { needsPermissions } from "../permissions.ts";
import { examplePredictions } from "../testdata/example_predictions.ts";
import { assertExpected } from "./expectation.ts";

const predictions = examplePredictions(20);

/** Two images of two classes, both answered with 0.75 for the first class. */
const halfRight = {
  labels: Uint8Array.of(0, 1),
  probabilities: Float32Array.of(0.75, 0.25, 0.75, 0.25),
  characters: ["a", "b"],
};

Deno.test("reliabilityDiagram() says whether the model is too sure", needsPermissions, async () => {
  await assertExpected("reliability_diagram", reliabilityDiagram(reliabilityBins(predictions)));
});

Deno.test("reliabilityDiagram() gives the gap of a model that claims 75 % and reaches 50 %", () => {
  const title = JSON.stringify(reliabilityDiagram(reliabilityBins(halfRight)).title);
  assertStringIncludes(title.replaceAll("\u00a0", " "), "Too sure: it claims 75.0 % and reaches");
});

Deno.test("confidenceHistograms() splits right and wrong answers", needsPermissions, async () => {
  await assertExpected(
    "confidence_histograms",
    confidenceHistograms(confidenceHistogram(predictions)),
  );
});

Deno.test("confidenceHistograms() has a title when no answer is wrong, or none is right", () => {
  const titleOf = (labels: Uint8Array) =>
    JSON.stringify(confidenceHistograms(confidenceHistogram({ ...halfRight, labels })).title);
  assertStringIncludes(titleOf(Uint8Array.of(0, 0)), "Not one wrong answer");
  assertStringIncludes(titleOf(Uint8Array.of(1, 1)), "of the wrong answers");
});
