/** A reader of pictures made of a run's model. */

import { type BackendChoice, openBackend } from "../backends/backend.ts";
import type { InstallReport } from "../backends/tensorflow/install.ts";
import { loadEnglish } from "../reading/language/english.ts";
import { findLines } from "../reading/find_lines.ts";
import type { GreyPicture } from "../reading/picture/grey_picture.ts";
import { readPage } from "../reading/read_page.ts";
import type { ReadLine } from "../reading/read_text.ts";
import { createWordKinds, type Restriction, restrictKinds } from "../reading/word_kinds.ts";
import { findRunFolder } from "./folder.ts";
import { openRun } from "./run_model.ts";

/** The run that reads best: pages right, and nothing where nothing is written (EXPERIMENTS.md). */
export const READING_RUN = "flagship-redrawn-emnist47";

/** What a reader is made of. */
export interface ReaderOptions {
  /**
   * A run's folder, or its name under `results/`.
   *
   * @default {READING_RUN}
   */
  readonly run?: string;
  /**
   * What runs the model.
   *
   * @default {"auto"}
   */
  readonly backend?: BackendChoice;
  /**
   * What is known of the words on all pictures; see `parseRestriction()`.
   *
   * @default {undefined}, nothing
   */
  readonly restriction?: Restriction;
  /**
   * Told what is fetched, and why a backend is not available.
   *
   * @default {announcements on standard error}
   */
  readonly report?: InstallReport;
}

/** Reads page after page. */
export interface Reader {
  /** Finds the lines of writing on a page and returns what they say; a line without text is left out. */
  read(page: GreyPicture): Promise<ReadLine[]>;
  /** Frees the model. */
  dispose(): void;
}

/**
 * Opens a reader: loads the run's model and the language, and starts a backend.
 *
 * The model's probabilities are taken at the temperature that its run fitted, where it did.
 *
 * @throws {UserError} when the run or the backend cannot be had.
 *
 * @example
 * ```ts
 * import { openReader } from "./mod.ts";
 *
 * const reader = await openReader({ backend: "wasm" });
 * const page = { width: 60, height: 40, pixels: new Uint8Array(60 * 40).fill(255) }; // white paper
 * for (let row = 8; row < 32; row += 1) page.pixels.fill(0, 60 * row + 28, 60 * row + 32);
 * const [line] = await reader.read(page); // one upright stroke
 * console.log(/^[1IlL]$/.test(line.text), line.box.x); // true 28
 * reader.dispose();
 * ```
 */
export async function openReader(
  { run = READING_RUN, backend: choice = "auto", restriction, report }: ReaderOptions = {},
): Promise<Reader> {
  const folder = await findRunFolder(run);
  const backend = await openBackend(choice, report);
  const { model, characters, metrics: { temperature } } = await openRun(folder);
  const predictor = await backend.createPredictor(model, { temperature });
  const anyWord = createWordKinds(await loadEnglish());
  const kinds = restriction === undefined ? anyWord : restrictKinds(anyWord, restriction);
  return {
    read: (page) =>
      readPage(findLines(page), {
        kinds,
        characters,
        predict: (images) => predictor.predict(images),
      }),
    dispose: () => {
      predictor.dispose();
      model.dispose();
    },
  };
}
