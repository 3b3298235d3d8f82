/** Running an ONNX file in Microsoft's onnxruntime, which npm carries with its native library. */

import type { OnnxInputType } from "./formats.ts";
import { onnxNames } from "./onnx.ts";
import type { ExportRun, ImageSize } from "./proof.ts";

/** The package; named where Deno does not see it, so that only those fetch its 110 MB who export. */
const packageName = "onnxruntime-node";

/** Images that one run takes. */
const BATCH_SIZE = 256;

/** Runs an ONNX file that `createOnnxModel()` made on upright uint8 images `[count, height, width]`. */
export async function runOnnxModel(
  file: Uint8Array,
  images: Uint8Array,
  { height, width }: ImageSize,
  inputType: OnnxInputType,
): Promise<ExportRun> {
  const { env, InferenceSession, Tensor }: typeof import("onnxruntime-node") = await import(
    packageName
  );
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
  const rows: Float32Array[] = [];
  const imageSize = height * width;
  for (let start = 0; start < images.length; start += BATCH_SIZE * imageSize) {
    const batch = images.slice(start, start + BATCH_SIZE * imageSize);
    const dims = [batch.length / imageSize, height, width];
    const values = inputType === "uint8"
      ? new Tensor("uint8", batch, dims)
      : new Tensor("float32", Float32Array.from(batch), dims);
    const { [onnxNames.output]: output } = await session.run({ [onnxNames.input]: values });
    const data = await output.getData();
    if (!(data instanceof Float32Array)) throw new TypeError("Cannot read onnxruntime's output");
    rows.push(data);
  }
  await session.release();
  const probabilities = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const row of rows) {
    probabilities.set(row, end);
    end += row.length;
  }
  return { runtime: `${packageName} ${env.versions.node ?? ""}`.trim(), probabilities };
}
