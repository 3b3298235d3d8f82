/** Flags win over the config file, which wins over the recipe. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  completeRequest,
  type RequestContext,
  type TrainConfig,
} from "../../../lib/commands/train/request.ts";
import { runRequestSchema } from "../../../lib/runs/request.ts";
import { bestRecipe } from "../../../lib/recipes/best.ts";
import { plainRecipe } from "../../../lib/recipes/plain.ts";
import { UserError } from "../../../lib/user_error.ts";

const context: RequestContext = { source: "it", fastestPrecision: "mixed_bfloat16" };
const slowContext: RequestContext = { source: "it", fastestPrecision: "float32" };

Deno.test("completeRequest() is the plain recipe in float32 when nothing is asked for", () => {
  assertEquals(completeRequest({}, {}, context), {
    dataset: null,
    data: null,
    model: "baseline",
    from: null,
    teacher: null,
    precision: "float32",
    backend: "auto",
    validation: 0,
    seed: 0,
    limit: null,
    evaluation: "test",
    also: {},
    recipeName: "plain",
    recipe: plainRecipe,
  });
});

Deno.test("completeRequest() takes flags over the config over the recipe", () => {
  const { recipe, seed, dataset, recipeName } = completeRequest(
    { epochs: 3 },
    { epochs: 7, batchSize: 32, seed: 9, dataset: "digits", adam: { weightDecay: 0.1 } },
    context,
  );
  assertEquals([seed, dataset, recipeName], [9, "digits", "plain"]);
  assertEquals(recipe, {
    ...plainRecipe,
    epochs: 3,
    batchSize: 32,
    adam: { ...plainRecipe.adam, weightDecay: 0.1 },
  });
});

Deno.test("completeRequest() trains the best recipe of a model in the fastest precision", () => {
  const request = completeRequest({ recipe: "best", model: "small" }, {}, context);
  assertEquals(request.recipe, bestRecipe("small"));
  assertEquals(request.precision, "mixed_bfloat16");
  assertEquals(completeRequest({ recipe: "best" }, {}, slowContext).precision, "float32");
});

Deno.test("completeRequest() takes a given precision as it is, and auto as the fastest", () => {
  const precisionOf = (precision: TrainConfig["precision"], given: RequestContext) =>
    completeRequest({ precision }, {}, given).precision;
  assertEquals(precisionOf("float32", context), "float32");
  assertEquals(precisionOf("mixed_bfloat16", slowContext), "mixed_bfloat16");
  assertEquals(precisionOf("auto", context), "mixed_bfloat16");
  assertEquals(precisionOf("auto", slowContext), "float32");
});

Deno.test("completeRequest() gives what a checkpoint takes through JSON", () => {
  const request = completeRequest({ recipe: "best" }, {}, context);
  assertEquals(runRequestSchema.parse(JSON.parse(JSON.stringify(request))), request);
});

Deno.test("completeRequest() throws when options need validation images and there are none", () => {
  const plateau = { factor: 0.5, patience: 2, minimum: 0.01 };
  for (const config of [{ plateau }, { earlyStoppingPatience: 3 }]) {
    assertThrows(
      () => completeRequest({}, config, context),
      UserError,
      "without validation images",
    );
    assert(completeRequest({ validation: 0.1 }, config, context));
  }
  assertThrows(
    () => completeRequest({ evaluation: "validation" }, {}, context),
    UserError,
    "Cannot evaluate on validation images: none are held out.",
  );
});

Deno.test("completeRequest() throws when a mean with initial weights is asked for without a run", () => {
  assertThrows(
    () => completeRequest({ recipe: "redrawn" }, {}, context),
    UserError,
    "Cannot average trained weights with those at the start: these are random.",
  );
  assertEquals(completeRequest({ recipe: "redrawn", from: "run" }, {}, context).from, "run");
});

Deno.test("completeRequest() throws when distillation is asked for without a teacher", () => {
  assertThrows(
    () => completeRequest({ recipe: "distilled" }, {}, context),
    UserError,
    'Cannot train by the recipe "distilled" without a teacher.',
  );
  const { teacher, recipe } = completeRequest(
    { recipe: "distilled", teacher: "run" },
    {},
    context,
  );
  assertEquals([teacher, recipe.teacherShare], ["run", 1]);
});
