/** `.keras` files in Python's Keras, which this project did not write. */

import { assert, assertEquals, assertLess } from "@std/assert";
import { join } from "node:path";
import { createKerasModel } from "../../lib/exports/keras.ts";
import { kerasEnvironment, runKerasModel } from "../../lib/exports/runtimes.ts";
import {
  ensurePythonEnvironment,
  environmentProgram,
} from "../../lib/machine/python_environment.ts";
import { runProgram } from "../../lib/machine/run_program.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { largestDifference, tinyExports } from "./tiny_exports.ts";

/** Float32 sums in another order differ in their seventh digit. */
const tolerance = 2e-6;

/** Loads each file, runs it, and trains the first one for a step, as those do who go on from there. */
const pythonScript = `
import json, sys, numpy, keras
def load(folder):
    model = keras.saving.load_model(folder + "/model.keras")
    images = numpy.fromfile(folder + "/images", numpy.uint8).reshape(-1, *model.input_shape[1:])
    return model, images.astype("float32")
for folder in sys.argv[1:]:
    model, images = load(folder)
    numpy.asarray(model(images, training=False)).tofile(folder + "/probabilities")
small, images = load(sys.argv[1])
before = small.get_weights()
small.compile("sgd", "sparse_categorical_crossentropy")
small.train_on_batch(images, numpy.zeros(len(images)))
print(json.dumps({
    "name": model.name,
    "parameters": model.count_params(),
    "layers": [layer.name for layer in model.layers[:3] + model.layers[-2:]],
    "learns": all((old != new).any() for old, new in zip(before, small.get_weights())),
}))
`;

Deno.test(
  "createKerasModel() writes files that give tfjs's probabilities in Keras",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const exported = await tinyExports();
      await ensurePythonEnvironment(kerasEnvironment, console.error);
      const folders: string[] = [];
      for (const [index, { model, card, images }] of exported.entries()) {
        const place = join(folder, `${index}`);
        await Deno.mkdir(place);
        await Deno.writeFile(join(place, "model.keras"), await createKerasModel(model, card));
        await Deno.writeFile(join(place, "images"), images);
        folders.push(place);
      }
      const python = environmentProgram(kerasEnvironment, "python");
      const env = { KERAS_BACKEND: "jax", JAX_PLATFORMS: "cpu" };
      const result = await runProgram(python, ["-c", pythonScript, ...folders], { env });
      assert(result?.exitCode === 0, result?.errorOutput);
      for (const [index, { title, expected }] of exported.entries()) {
        const bytes = await Deno.readFile(join(folders[index], "probabilities"));
        assertLess(largestDifference(new Float32Array(bytes.buffer), expected), tolerance, title);
      }
      assertEquals(JSON.parse(result.output), {
        name: "flagship_cnn",
        parameters: 1_165_476, // 1,176,527 for 47 classes, less 43 of them with 257 weights each
        layers: ["images", "pixels_to_ink", "block1_convolution", "logits", "probabilities"],
        learns: true,
      });
    }),
);

Deno.test(
  "runKerasModel() runs a file on images and names Keras and its backend",
  needsPermissions,
  async () => {
    const [{ model, card, images, expected }] = await tinyExports();
    const file = await createKerasModel(model, card);
    const { runtime, probabilities } = await runKerasModel(file, images, console.error);
    assertEquals(runtime, "Keras 3.15.1 on jax");
    assertLess(largestDifference(probabilities, expected), tolerance);
  },
);
