/** A reader of pictures made of a run's model. */

import { type BackendChoice, openBackend } from "../backends/backend.ts";
import type { InstallReport } from "../backends/tensorflow/install.ts";
import { loadEnglish } from "../reading/language/english.ts";
import type { LineLattice } from "../reading/lattice.ts";
import { readPage } from "../reading/read_page.ts";
import type { ReadLine } from "../reading/read_text.ts";
import { createWordKinds, type Restriction, restrictKinds } from "../reading/word_kinds.ts";
import { findRunFolder } from "./folder.ts";
import { readRunConfig, readRunMetrics } from "./record.ts";
import { loadRunModel } from "./run_model.ts";

/** The run whose model reads best what people write. */
export const READING_RUN = "flagship-redrawn-emnist47";

/** What a reader is made of. */
export interface ReaderOptions {
  /**
   * A run's folder, or its name under `results/`.
   *
   * @default {READING_RUN}
   */
  readonly run?: string;
  /** @default {"auto"} */
  readonly backend?: BackendChoice;
  /** What is known of the words on all pictures. */
  readonly restriction?: Restriction;
  readonly report: InstallReport;
}

/** Reads the lines of page after page. */
export interface Reader {
  /** Returns the text of the lines that were found on a page. */
  read(lattices: readonly LineLattice[]): Promise<ReadLine[]>;
  /** Frees the model. */
  dispose(): void;
}

/**
 * Opens a reader: loads the run's model and the language, and starts a backend.
 *
 * The model's probabilities are taken at the temperature that its run fitted, where it did.
 *
 * @throws UserError when the run or the backend cannot be had.
 */
export async function openReader(
  { run = READING_RUN, backend: choice = "auto", restriction, report }: ReaderOptions,
): Promise<Reader> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const { temperature } = await readRunMetrics(folder);
  const backend = await openBackend(choice, report);
  const model = await loadRunModel(folder, config);
  const predictor = await backend.createPredictor(model, { temperature });
  const anyWord = createWordKinds(await loadEnglish());
  const kinds = restriction === undefined ? anyWord : restrictKinds(anyWord, restriction);
  return {
    read: (lattices) =>
      readPage(lattices, {
        ...{ kinds, characters: config.dataset.characters },
        predict: (images) => predictor.predict(images),
      }),
    dispose: () => {
      predictor.dispose();
      model.dispose();
    },
  };
}
