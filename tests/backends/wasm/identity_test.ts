import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useWasm } from "../../../lib/backends/wasm.ts";

Deno.test("Identity shares values that outlive the tensor they came from", async () => {
  await useWasm();
  const dataCount = tf.engine().backend.numDataIds();
  const original = tf.tensor1d([1, 2, 3]);
  const copy = original.clone();
  const same = tf.cast(original, "float32");
  original.dispose();
  assertEquals(Array.from(await copy.data()), [1, 2, 3]);
  copy.dispose();
  assertEquals(Array.from(await same.data()), [1, 2, 3]);
  same.dispose();
  assertEquals(tf.engine().backend.numDataIds(), dataCount);
});

Deno.test("Identity keeps a variable apart from the tensor that it was made of", async () => {
  await useWasm();
  const start = tf.tensor1d([1, 2]);
  const variable = tf.variable(start);
  variable.assign(tf.tensor1d([3, 4]));
  assertEquals(Array.from(await start.data()), [1, 2]);
  assertEquals(Array.from(await variable.data()), [3, 4]);
  tf.dispose([start, variable]);
});

Deno.test("Cast still changes types", async () => {
  await useWasm();
  const cast = tf.cast(tf.tensor1d([1.7, -2.2]), "int32");
  assertEquals(Array.from(await cast.data()), [1, -2]);
  assertEquals(cast.dtype, "int32");
  cast.dispose();
});
