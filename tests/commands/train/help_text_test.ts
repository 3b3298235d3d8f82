/** The help says what the command takes. */

import { assert, assertEquals } from "@std/assert";
import { trainHelpText } from "../../../lib/commands/train/help_text.ts";
import { completeRequest } from "../../../lib/commands/train/request.ts";
import { createProgram } from "../../../lib/main.ts";
import { recipeSchema } from "../../../lib/training/recipe.ts";

const command = createProgram().commands.find((each) => each.name() === "train");
assert(command !== undefined);
const optionNames = command.options.map(({ long }) => long);

Deno.test("trainHelpText names every key of a config file, in lines that fit a terminal", () => {
  const settings = Object.keys(
    completeRequest({}, {}, { source: "it", fastestPrecision: "float32" }),
  )
    .filter((key) => key !== "recipeName");
  for (const key of [...settings, ...Object.keys(recipeSchema.shape)]) {
    assert(new RegExp(`[(\\s]${key}[,)\\n]`).test(trainHelpText), key);
  }
  for (const line of trainHelpText.split("\n")) assert(line.length <= 80, line);
});

Deno.test("the help of --config names the options that a config file does not take", () => {
  const request = completeRequest({}, {}, { source: "it", fastestPrecision: "float32" });
  const taken = [...Object.keys(request), ...Object.keys(recipeSchema.shape)];
  const others = command.options.map((option) => option.attributeName())
    .filter((name) => !taken.includes(name));
  const description = command.options.find(({ long }) => long === "--config")?.description;
  const [, named = ""] = /any option but (.*), and any key/.exec(description ?? "") ?? [];
  assertEquals(named.split(/, | and /), others);
});

Deno.test("trainHelpText says what is trained on without --dataset", () => {
  const [, order] = /Without --dataset: (.*?);/s.exec(trainHelpText) ?? [];
  assertEquals(
    order.replaceAll("\n", " "),
    "the data set in --data if that folder holds just one, else balanced if it is there, " +
      "else downloaded, else emnist47, else synthetic characters",
  );
});

Deno.test("trainHelpText gives examples that train takes", () => {
  const examples = trainHelpText.split("\n").filter((line) => line.startsWith("  deno task train"));
  assert(examples.length > 0);
  for (const example of examples) {
    for (const [option] of example.matchAll(/--[a-z-]+/g)) {
      assert(optionNames.includes(option), option);
    }
  }
  const [, config] = /^ {2}(\{.*\})$/m.exec(trainHelpText) ?? [];
  assertEquals(
    completeRequest({}, JSON.parse(config), { source: "it", fastestPrecision: "float32" }).recipe
      .epochs,
    3,
  );
});
