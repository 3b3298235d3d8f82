/** The formats that a network can be exported to. */

import type { ExportCard } from "./export_card.ts";
import type { ExportedModel } from "./exported_model.ts";
import type { ExportRun } from "./proof.ts";

/** Names of the formats, which are the endings of their files. */
export const EXPORT_FORMATS = ["onnx", "keras"] as const;

/** One of {@linkcode EXPORT_FORMATS}. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** What the images that an ONNX file takes are made of. */
export const ONNX_INPUT_TYPES = ["uint8", "float32"] as const;

/** One of {@linkcode ONNX_INPUT_TYPES}. */
export type OnnxInputType = typeof ONNX_INPUT_TYPES[number];

/** Which file to make. */
export interface ExportOptions {
  readonly to: ExportFormat;
  /** What the images are made of in an ONNX file. */
  readonly input: OnnxInputType;
}

/** Returns the bytes of an exported file; the formats' own modules say what is in them. */
export async function createExport(
  model: ExportedModel,
  card: ExportCard,
  { to, input }: ExportOptions,
): Promise<Uint8Array> {
  switch (to) {
    case "onnx": {
      const { createOnnxModel } = await import("./onnx.ts");
      return createOnnxModel(model, card, input);
    }
    case "keras": {
      const { createKerasModel } = await import("./keras.ts");
      return await createKerasModel(model, card);
    }
  }
}

/** What an exported file is run on. */
export interface ExportRunOptions extends Pick<ExportOptions, "to"> {
  /** `[count, height, width]` upright uint8. */
  readonly images: Uint8Array;
  /** Is told, in one line, before a runtime is installed. */
  readonly announce: (line: string) => void;
}

/**
 * Runs an exported file in its format's own runtime.
 *
 * @throws {UserError} when that runtime cannot be had.
 */
export async function runExportedFile(
  file: Uint8Array,
  { to, images, announce }: ExportRunOptions,
): Promise<ExportRun> {
  const { runKerasModel, runOnnxModel } = await import("./runtimes.ts");
  return to === "onnx"
    ? await runOnnxModel(file, images)
    : await runKerasModel(file, images, announce);
}
