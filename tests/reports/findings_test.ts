import { assert, assertEquals, assertMatch } from "@std/assert";
import { evaluatePredictions } from "../../lib/evaluation/evaluate.ts";
import { createFindings, headline, summarySentences } from "../../lib/reports/findings.ts";
import { createMeasures } from "../../lib/reports/report_tables.ts";
import type { RunRecord } from "../../lib/runs/record.ts";
import { smallRecord } from "../runs/small_record.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

/** The small record with other answers. */
function recordOf(labels: number[], probabilities: number[], characters: string[]): RunRecord {
  const record = smallRecord();
  const predictions = {
    labels: Uint8Array.from(labels),
    probabilities: Float32Array.from(probabilities),
    indices: Uint32Array.from(labels.keys()),
    characters,
  };
  return { ...record, predictions, evaluation: evaluatePredictions(predictions) };
}

Deno.test("headline() and summarySentences() say what four images show", () => {
  const findings = createFindings("small", smallRecord());
  assertEquals(plain(headline(findings)), "75.0 % of 4 handwritten characters are read right");
  assertEquals(summarySentences(findings).map(plain), [
    "The most frequent mix-up is A and ,, 100.0 % of all errors.",
    'Hardest, by F1: A (0.67), , (0.67) and " (1.00).',
    "Too modest: it claims 71.5 % and reaches 75.0 % (calibration error 28.5 %).",
  ]);
});

Deno.test("summarySentences() merges look-alikes that are few among many characters", () => {
  // Five characters, one image each; the 0 is read as O.
  const one = (label: number) => [0, 1, 2, 3, 4].map((other) => other === label ? 1 : 0);
  const record = recordOf([0, 1, 2, 3, 4], [1, 1, 2, 3, 4].flatMap(one), [..."0OABC"]);
  const [lookAlikes] = summarySentences(createFindings("five", record)).map(plain);
  assertEquals(
    lookAlikes,
    "The only error stays within 1 group of look-alikes, {0 O}; with each group counted as one " +
      "character, 100.0 % are read right.",
  );
});

Deno.test("summarySentences() merges look-alikes that are half of the characters", () => {
  // Four characters, one image each; the 0 is read as O.
  const one = (label: number) => [0, 1, 2, 3].map((other) => other === label ? 1 : 0);
  const record = recordOf([0, 1, 2, 3], [1, 1, 2, 3].flatMap(one), [..."0OAB"]);
  assertMatch(summarySentences(createFindings("four", record))[0], /^The only error stays within /);
});

Deno.test("summarySentences() is about the characters that have images", () => {
  const record = recordOf([0, 0], [0.9, 0.1, 0, 0.4, 0.6, 0], ["a", "b", "c"]);
  const sentences = summarySentences(createFindings("one of three", record)).map(plain);
  assertEquals(sentences[1], "Hardest, by F1: a (0.67).");
  assertMatch(sentences[2], /^1 of 3 characters have images here/);
});

Deno.test("createFindings() shares no error out where there is none", () => {
  const record = recordOf([0, 1], [1, 0, 0, 1], ["a", "b"]);
  const { errors, groupedShare } = createFindings("right", record);
  assertEquals([errors, groupedShare], [0, 0]);
  const half = createFindings("wrong", recordOf([0, 1, 1], [0, 1, 0, 1, 0, 1], ["a", "b"]));
  assertEquals([half.errors, half.groupedShare], [1, 1]);
});

Deno.test("createFindings() makes blanks visible", () => {
  const record = recordOf([0, 1], [1, 0, 0, 1], [" ", "\n"]);
  assertEquals(createFindings("blanks", record).matrix.characters, ["␣", "␊"]);
});

Deno.test("createMeasures() names the accuracy on other data", () => {
  const record = smallRecord();
  const also = { drawn: { images: 4, accuracy: 0.75 } };
  const rows = createMeasures(createFindings("small", {
    ...record,
    metrics: { ...record.metrics, also },
  }));
  const { value = "", interval = "" } = rows.find(({ name }) => name === "Accuracy on drawn") ?? {};
  assertEquals([plain(value), plain(interval)], ["75.0 %", "30.1 % to 95.4 %"]); // Wilson's interval by hand
});

Deno.test("createMeasures() gives Wilson's interval of 3 of 4", () => {
  const [accuracy, merged] = createMeasures(createFindings("small", smallRecord()));
  // statsmodels 0.14: proportion_confint(3, 4, method="wilson")
  assertEquals(plain(accuracy.interval), "30.1 % to 95.4 %");
  assertEquals(plain(accuracy.value), "75.0 %");
  assertEquals(plain(merged.value), "100.0 %");
});

Deno.test("createFindings() shows confidences at the run's temperature", () => {
  const record = recordOf([0, 0, 0, 1], [0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 0.25], [
    "a",
    "b",
  ]);
  const cold = { ...record, metrics: { ...record.metrics, temperature: 0.5 } };
  const { answers, scaled, measures } = createFindings("cold", cold);
  // 0.75² : 0.25² is 9 : 1; three of four are right.
  assertEquals(answers.probabilities[0], Math.fround(0.9));
  assert(Math.abs((scaled?.expectedCalibrationError ?? 0) - 0.15) < 1e-6);
  assertEquals(measures.expectedCalibrationError, 0);
});
