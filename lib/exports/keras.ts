/** A trained network as a `.keras` file, from which Keras 3 goes on in Python. */

import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import h5wasm from "h5wasm";
import type { ExportCard } from "./export_card.ts";
import type { ExportedModel } from "./exported_model.ts";
import { kerasConfig } from "./keras_config.ts";

/** The version of Keras whose format this is; later ones read it as well. */
const KERAS_VERSION = "3.15.1";

/**
 * Returns a `.keras` file: a zip archive of `config.json`, `metadata.json` and `model.weights.h5`.
 *
 * `keras.saving.load_model()` gives a functional model: `[batch, height, width, 1]` float32, upright,
 * 0 (paper) to 255 (ink) in; `[batch, classes]` probabilities at the card's temperature out. The card's
 * entries stand in `metadata.json` beside Keras's own.
 */
export async function createKerasModel(
  model: ExportedModel,
  card: ExportCard,
): Promise<Uint8Array> {
  const archive = new ZipWriter(new BlobWriter("application/zip"), { level: 0 });
  const metadata = { keras_version: KERAS_VERSION, date_saved: "", ...card };
  await archive.add("metadata.json", new TextReader(JSON.stringify(metadata)));
  const config = JSON.stringify(kerasConfig(model, card.temperature));
  await archive.add("config.json", new TextReader(config));
  await archive.add("model.weights.h5", new Uint8ArrayReader(await weightsFile(model)));
  return new Uint8Array(await (await archive.close()).arrayBuffer());
}

/**
 * Returns the weights as HDF5: `layers/<class>/vars/<position>`, classes in snake case and numbered
 * from the second of their kind, in the order of the layers.
 */
async function weightsFile({ layers }: ExportedModel): Promise<Uint8Array> {
  const { FS, activate_throwing_error_handler: throwErrors } = await h5wasm.ready;
  throwErrors(); // else they are only printed
  const path = `/${crypto.randomUUID()}.h5`; // in h5wasm's own file system, which is memory
  const file = new h5wasm.File(path, "w");
  try {
    file.create_group("layers");
    const counts = new Map<string, number>();
    for (const { className, weights } of layers) {
      const kind = snakeCase(className);
      const earlier = counts.get(kind) ?? 0;
      counts.set(kind, earlier + 1);
      const folder = `layers/${earlier === 0 ? kind : `${kind}_${earlier}`}`;
      file.create_group(folder);
      file.create_group(`${folder}/vars`);
      weights.forEach(({ shape, values }, position) =>
        file.create_dataset({ name: `${folder}/vars/${position}`, data: values, shape: [...shape] })
      );
    }
    file.close();
    return FS.readFile(path);
  } finally {
    FS.unlink(path);
  }
}

/** Returns a class name as Keras's files have it, such as `max_pooling2d` for `MaxPooling2D`. */
function snakeCase(className: string): string {
  return className
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
