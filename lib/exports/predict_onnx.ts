/**
 * Runs an ONNX file on images, in a process of its own: `predict_onnx.ts MODEL IMAGES PROBABILITIES`.
 *
 * IMAGES holds the pixels, uint8, one image after the other; PROBABILITIES is written as float32 in the
 * machine's byte order. Prints the runtime's name and version.
 */

import type * as onnxruntime from "onnxruntime-common";

/**
 * The runtime with its native libraries, which have 110 MB: named where Deno does not see it, so that
 * only those fetch it who export.
 */
const runtime = "onnxruntime-node@1.30.0";

/** Images that one run takes. */
const BATCH_SIZE = 256;

const [modelPath, imagesPath, probabilitiesPath] = Deno.args;
const { InferenceSession, Tensor }: typeof onnxruntime = await import(`npm:${runtime}`);
const session = await InferenceSession.create(modelPath, { logSeverityLevel: 3 });
const [input] = session.inputMetadata;
if (!input.isTensor) throw new TypeError("Expected a model that takes a tensor");
const [, height, width] = input.shape.map(Number);
const imageSize = height * width;
const images = await Deno.readFile(imagesPath);
for (let start = 0; start < images.length; start += BATCH_SIZE * imageSize) {
  const batch = images.slice(start, start + BATCH_SIZE * imageSize);
  const dims = [batch.length / imageSize, height, width];
  const pixels = input.type === "uint8"
    ? new Tensor("uint8", batch, dims)
    : new Tensor("float32", Float32Array.from(batch), dims);
  const { probabilities } = await session.run({ images: pixels });
  const values = await probabilities.getData();
  if (!(values instanceof Float32Array)) throw new TypeError("Expected float32 probabilities");
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  await Deno.writeFile(probabilitiesPath, bytes, { append: true });
}
await session.release();
console.log(runtime.replace("@", " "));
