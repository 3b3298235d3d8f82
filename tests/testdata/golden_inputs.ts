/**
 * Writes what `golden.py` reads into a folder: images, labels and initial weights as raw bytes.
 *
 *     deno run -P tests/testdata/golden_inputs.ts FOLDER
 */

import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { drawGoldenImages, goldenWeights } from "./golden.ts";

const [folder] = Deno.args;
await tf.setBackend("cpu");
await Deno.mkdir(folder, { recursive: true });
for (const [split, { images, labels }] of Object.entries(drawGoldenImages())) {
  await Deno.writeFile(join(folder, `${split}.images`), images);
  await Deno.writeFile(join(folder, `${split}.labels`), labels);
}
for (const name of ["baseline", "smooth", "normalized"] as const) {
  await Deno.writeFile(join(folder, `${name}.weights`), new Uint8Array(goldenWeights(name).buffer));
}
