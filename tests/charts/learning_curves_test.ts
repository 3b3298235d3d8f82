import { assertEquals, assertStringIncludes } from "@std/assert";
import { learningCurves } from "../../lib/charts/learning_curves.ts";
import { needsPermissions } from "../permissions.ts";
import { assertExpected } from "./expectation.ts";

/** Keras's baseline CNN on emnist47: it overfits from the fifth epoch on. */
const points = [0.829, 0.851, 0.86, 0.856, 0.861, 0.861, 0.858, 0.858, 0.855, 0.854].map(
  (validationAccuracy, index) => ({
    epoch: index + 1,
    loss: [0.957, 0.476, 0.405, 0.362, 0.33, 0.304, 0.281, 0.262, 0.243, 0.226][index],
    accuracy: [0.716, 0.837, 0.858, 0.871, 0.881, 0.889, 0.896, 0.902, 0.908, 0.9215][index],
    validationLoss: [0.51, 0.43, 0.405, 0.41, 0.399, 0.41, 0.43, 0.452, 0.477, 0.506][index],
    validationAccuracy,
  }),
);

Deno.test("learningCurves() says from where on a run overfits", needsPermissions, async () => {
  await assertExpected("learning_curves", learningCurves(points));
});

Deno.test("learningCurves() does not speak of overfitting one epoch after the best", () => {
  const title = JSON.stringify(learningCurves(points.slice(0, 6)).title).replaceAll("\u00a0", " ");
  assertStringIncludes(title, "Still improving: validation 86.1 % after epoch 6");
});

Deno.test("learningCurves() does without a validation split, and without an epoch", () => {
  const [{ epoch, loss, accuracy }] = points;
  const alone = { epoch, loss, accuracy, validationLoss: null, validationAccuracy: null };
  const title = JSON.stringify(learningCurves([alone]).title).replaceAll("\u00a0", " ");
  assertStringIncludes(title, "Training accuracy reaches 71.6 % after epoch 1");
  assertStringIncludes(JSON.stringify(learningCurves([]).title), "No epoch");
  // One curve alone needs no legend.
  assertEquals(JSON.stringify(learningCurves([alone])).includes('"legend":{'), false);
});
