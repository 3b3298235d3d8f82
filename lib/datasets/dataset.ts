/** What every data set looks like once it is in memory; files, networks and formats stay behind it. */

/** Pixels on each side of EMNIST's images, and of all that are drawn or cut out here. */
export const IMAGE_SIDE = 28;

/** Pixels of such an image. */
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/** The two splits of a data set: `train` is learnt from, `test` is read once, at the end. */
export type Split = "train" | "test";

/** One file (or generator) that a data set was read from, kept for the run record. */
export interface DataSource {
  /** File name without folders, or a generator's name such as `synthetic`. */
  readonly name: string;
  /** SHA-256 of the file as it lies on disk, lower-case hexadecimal; of the pixels for a generator. */
  readonly sha256: string;
  /** True when the digest is the one that NIST publishes for this name. */
  readonly official: boolean;
}

/** Labelled grey images, all of one size. */
export interface ImageDataset {
  /** The data set's name: `balanced`, `emnist47`, `synthetic`, or the name in a folder's files. */
  readonly name: string;
  /** Which split of its data set this is. */
  readonly split: Split;
  /** Pixels, `[count, height, width]` row-major uint8, 0 (paper) to 255 (ink), upright. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** Class of each image, `[count]` uint8, 0 to `characters.length - 1`. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** Number of images. */
  readonly count: number;
  /** Pixels of an image's column. */
  readonly height: number;
  /** Pixels of an image's row. */
  readonly width: number;
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
  /** The files, or the generator, that the images come from. */
  readonly sources: readonly DataSource[];
}
