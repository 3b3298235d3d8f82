/** The graph predictor against tfjs's plain JavaScript backend, and its use from several places. */

import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { createGraphPredictor } from "../../../lib/backends/tensorflow/graph_predictor.ts";
import type { PredictorOptions } from "../../../lib/training/predictor.ts";
import { needsPermissions } from "../../permissions.ts";
import { openedTensorflow } from "./opened_tensorflow.ts";
import { countingApi } from "./counting_api.ts";
import {
  convolution,
  imageTensor,
  stateful,
  tinyBatch,
  tinyClasses,
  tinyModel,
  tinySide,
} from "./tiny_models.ts";

await tf.setBackend("cpu");

/** What tfjs's plain JavaScript backend says, `[count, classes]`. */
function expectedProbabilities(model: tf.LayersModel, batch: ReturnType<typeof tinyBatch>) {
  return tf.tidy(() => {
    const output = model.predict(imageTensor(batch));
    assert(output instanceof tf.Tensor);
    return output.dataSync();
  });
}

function assertClose(found: Float32Array, expected: ArrayLike<number>, tolerance: number) {
  assertEquals(found.length, expected.length);
  found.forEach((value, index) => assertAlmostEquals(value, expected[index], tolerance));
}

Deno.test(
  "createGraphPredictor() predicts as tfjs does, for any count of images",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    for (const build of [convolution, stateful]) {
      const model = tinyModel(build);
      const predictor = createGraphPredictor(api, model);
      for (const count of [0, 1, 2, 9, 64, 300]) {
        const batch = tinyBatch(count, count);
        const expected = count === 0 ? [] : expectedProbabilities(model, batch);
        assertClose(await predictor.predict(batch.images), expected, 2e-6); // float32
      }
      predictor.dispose();
      model.dispose();
    }
  },
);

Deno.test(
  "createGraphPredictor() divides logits by the temperature and gives logarithms",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const model = tinyModel(convolution);
    const batch = tinyBatch(5);
    const probabilities = expectedProbabilities(model, batch);
    const predict = async (options: PredictorOptions) => {
      const predictor = createGraphPredictor(api, model, options);
      const rows = await predictor.predict(batch.images);
      predictor.dispose();
      return rows;
    };
    // softmax(logits / T) is p^(1/T) / Σ p^(1/T), row by row.
    const scaled = Float64Array.from(probabilities, (value) => value ** (1 / 2.5));
    for (let start = 0; start < scaled.length; start += tinyClasses) {
      const row = scaled.subarray(start, start + tinyClasses);
      const sum = row.reduce((total, value) => total + value);
      row.forEach((value, column) => row[column] = value / sum);
    }
    assertClose(await predict({ temperature: 2.5 }), scaled, 2e-6);
    const logarithms = { output: "logProbabilities" } as const;
    assertClose(await predict(logarithms), Array.from(probabilities, Math.log), 2e-5);
    assertClose(
      await predict({ ...logarithms, temperature: 2.5 }),
      Array.from(scaled, Math.log),
      2e-5,
    );
    model.dispose();
  },
);

Deno.test(
  "a graph predictor answers calls that come at the same time, each with its own",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const predictor = createGraphPredictor(api, tinyModel(convolution));
    const size = tinySide * tinySide;
    const { images } = tinyBatch(400);
    const all = await predictor.predict(images);
    const answers = await Promise.all(
      Array.from(
        { length: 100 },
        (_, part) => predictor.predict(images.slice(4 * part * size, 4 * (part + 1) * size)),
      ),
    );
    answers.forEach((rows, part) =>
      assertClose(rows, all.subarray(4 * part * tinyClasses, 4 * (part + 1) * tinyClasses), 1e-6)
    );
    predictor.dispose();
  },
);

Deno.test(
  "a graph predictor frees every tensor, also when it is disposed of while it runs",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const { counted, count } = countingApi(api);
    const predictor = createGraphPredictor(counted, tinyModel(stateful));
    for (let call = 0; call < 20; call++) await predictor.predict(tinyBatch(1 + call * 17).images);
    assertEquals(count, { tensors: 0, statuses: 0, graphs: 1 });
    const running = [1, 300].map((images) => predictor.predict(tinyBatch(images).images));
    predictor.dispose();
    predictor.dispose();
    assertEquals((await Promise.all(running)).map((rows) => rows.length), [4, 1200]);
    assertEquals(count, { tensors: 0, statuses: 0, graphs: 0 });
    await assertRejects(() => predictor.predict(tinyBatch(1).images), Error, "disposed");
  },
);

Deno.test(
  "createGraphPredictor() throws on options and images that do not fit",
  needsPermissions,
  async () => {
    const api = await openedTensorflow();
    const model = tinyModel(convolution);
    for (const temperature of [0, -1, NaN, Infinity]) {
      assertThrows(
        () => createGraphPredictor(api, model, { temperature }),
        RangeError,
        `expected a temperature above 0 but found ${temperature}`,
      );
    }
    const predictor = createGraphPredictor(api, model);
    const cut = new Uint8Array(71);
    await assertRejects(() => predictor.predict(cut), TypeError, "a multiple of 36 pixels");
    predictor.dispose();
  },
);
