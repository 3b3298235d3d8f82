import { assertEquals, assertStringIncludes } from "@std/assert";
import { confusionHeatMap } from "../../lib/charts/confusion_heat_map.ts";
import { findLookAlikes } from "../../lib/evaluation/confusion_groups.ts";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { needsPermissions } from "../permissions.ts";
import { examplePredictions } from "../testdata/example_predictions.ts";
import { assertExpected } from "./expectation.ts";

const matrix = confusionMatrixOf(examplePredictions(20));

Deno.test(
  "confusionHeatMap() draws every class in class order by default",
  needsPermissions,
  async () => {
    await assertExpected("confusion_heat_map", confusionHeatMap(matrix));
  },
);

Deno.test(
  "confusionHeatMap() of look-alikes lays them side by side",
  needsPermissions,
  async () => {
    await assertExpected(
      "look_alikes",
      confusionHeatMap(matrix, { lookAlikes: findLookAlikes(matrix) }),
    );
  },
);

Deno.test("confusionHeatMap() starts a linear scale at 0 and a logarithmic one above it", () => {
  const domainOf = (scale: "linear" | "log") =>
    JSON.stringify(confusionHeatMap(matrix, { scale })).match(
      /"scale":\{"type":"\w+","domain":\[[^\]]+\]/,
    )?.[0];
  assertEquals(domainOf("linear"), '"scale":{"type":"linear","domain":[0,1]');
  assertEquals(domainOf("log"), '"scale":{"type":"log","domain":[0.002,1]');
});

Deno.test("confusionHeatMap() says what a matrix of four images shows", () => {
  const small = { counts: Uint32Array.of(1, 1, 0, 2), characters: ["O", "0"] };
  const text = JSON.stringify(confusionHeatMap(small).title).replaceAll("\u00a0", " ");
  assertStringIncludes(text, "75.0 % lie on the diagonal; worst is O,");
  assertStringIncludes(
    JSON.stringify(confusionHeatMap(small)),
    "O read as 0: 1 of 2 (50.0\u00a0%)",
  );
});

Deno.test("confusionHeatMap() has a title when there is no error", () => {
  const perfect = { counts: Uint32Array.of(2, 0, 0, 2), characters: ["O", "0"] };
  assertStringIncludes(JSON.stringify(confusionHeatMap(perfect).title), "not one error");
  const title = JSON.stringify(
    confusionHeatMap(perfect, { lookAlikes: findLookAlikes(perfect) }).title,
  );
  assertStringIncludes(title, "Not one error");
});
