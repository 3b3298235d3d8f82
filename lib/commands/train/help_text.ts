/** What `deno task train --help` says below its options. */

import { recipeSchema } from "../../training/recipe.ts";
import { wrapText } from "../../wrap_text.ts";

const WIDTH = 78;

const recipeKeyLines = wrapText(Object.keys(recipeSchema.shape).join(", "), WIDTH - 2)
  .map((line) => `  ${line}`).join("\n");

/** Data, config file, repeatability, exit codes and examples. */
export const trainHelpText = `
Without --dataset: the data set in --data if that folder holds just one, else
balanced if it is there, else downloaded, else emnist47, else synthetic
characters; each step down is announced. Data are searched for in --data,
$EMNIST_DATA and data/.

A config file is one JSON object whose keys are the options in camel case
(dataset, data, model, from, teacher, recipe, precision, backend, validation,
evaluation, also, seed, limit) and the keys of a recipe, adam and augmentation
also in part:
${recipeKeyLines}
  { "recipe": "best", "epochs": 3, "augmentation": { "rotation": 5 } }
Options win over the config file, the config file wins over the recipe.

Every epoch leaves a checkpoint. Ctrl-C ends the step and leaves one, too;
--resume goes on from it to the weights of an uninterrupted run, also after a
crash, on the same data, the same backend and with the options it began with.

The same seed gives the same weights, bit for bit, on one machine with one
backend: on tensorflow always, on wasm for models without dropout; webgpu
leaves the order of its sums to the graphics driver.

Examples:
  deno task train                                 # the baseline CNN, 10 epochs
  deno task train --epochs 1 --limit 10000        # a quick look
  deno task train --recipe best --model flagship  # the best known training
  deno task train --dataset letters --out results/letters
  deno task train --resume results/letters        # after an interruption
  deno task train --from results/letters          # on from its weights
  deno task train --config my.json --validation 0.1 --evaluation validation

Exit codes: 0 done, 1 a mistake or a lack, 70 a fault of the program,
130 interrupted.`;
