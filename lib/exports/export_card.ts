/** What an exported file says about itself, in every format under the same names. */

/** Entries of an exported file's metadata. */
export interface ExportCard {
  /** Name of the run that it comes from. */
  readonly run: string;
  /** Name of the data set that the run learnt from. */
  readonly dataset: string;
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
  /** How an image must lie, and what its numbers mean. */
  readonly orientation: string;
  /** What the logits are divided by before the softmax; 1 where none was fitted. */
  readonly temperature: number;
  /** Version of this project. */
  readonly projectVersion: string;
}

/** The convention of all exports, as a sentence. */
export const ORIENTATION =
  "Images are upright, row by row from the top left, 0 for paper and 255 for ink.";
