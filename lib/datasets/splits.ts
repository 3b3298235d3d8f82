/**
 * The data sets that are known by name: the six official data sets of EMNIST, and `emnist47`.
 *
 * Source of the official counts: Gregory Cohen, Saeed Afshar, Jonathan Tapson and André van Schaik,
 * "EMNIST: an extension of MNIST to handwritten letters", 2017, arXiv:1702.05373, and the files
 * themselves (whose `letters` hold 145,600 images).
 */

import type { Split } from "./dataset.ts";
import { type PublishedFile, publishedFiles } from "./published_files.ts";

/** The names of the official data sets. */
export const OFFICIAL_NAMES = [
  "balanced",
  "byclass",
  "bymerge",
  "letters",
  "digits",
  "mnist",
] as const;

/** The data sets that can be downloaded, or built from what is downloaded. */
export const DOWNLOADABLE_NAMES = [...OFFICIAL_NAMES, "emnist47"] as const;

/** What is known of a data set before its files are read. */
export interface KnownDataset {
  readonly name: string;
  /** What the names of its files begin with. */
  readonly stem: string;
  /** True for what NIST publishes. */
  readonly official: boolean;
  readonly counts: Readonly<Record<Split, number>>;
  /** What the files add to the class of an image: 1 for `letters`, 0 for the others. */
  readonly labelOffset: number;
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
}

const DIGITS = "0123456789";
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** The 15 lower-case letters that look like their capitals share a class with them. */
const MERGED = `${DIGITS}${CAPITALS}abdefghnqrt`;

/** The 47 characters of `balanced`, `bymerge`, `emnist47` and `synthetic`, in class order. */
export const BALANCED_CHARACTERS: readonly string[] = [...MERGED];

/** The stand-in for `balanced`, built from its sources. */
export const EMNIST47: KnownDataset = {
  name: "emnist47",
  stem: "emnist47",
  official: false,
  counts: { train: 91_665, test: 9_400 },
  labelOffset: 0,
  characters: BALANCED_CHARACTERS,
};

/** Every data set that is known by name, the official ones first. */
export const KNOWN_DATASETS: readonly KnownDataset[] = [
  official("balanced", 112_800, 18_800, MERGED),
  official("byclass", 697_932, 116_323, `${DIGITS}${CAPITALS}${CAPITALS.toLowerCase()}`),
  official("bymerge", 697_932, 116_323, MERGED),
  official("letters", 124_800, 20_800, CAPITALS, 1),
  official("digits", 240_000, 40_000, DIGITS),
  official("mnist", 60_000, 10_000, DIGITS),
  EMNIST47,
];

/** Finds a known data set by its name, or by its files' stem such as `emnist-balanced`. */
export function findKnownDataset(name: string): KnownDataset | undefined {
  return KNOWN_DATASETS.find((known) => known.name === name || known.stem === name);
}

/** The names of one split's files, without `.gz`. */
export interface SplitFileNames {
  readonly images: string;
  readonly labels: string;
  readonly mapping: string;
}

/** Returns how the files of one split of a data set are called. */
export function splitFileNames(stem: string, split: Split): SplitFileNames {
  return {
    images: `${stem}-${split}-images-idx3-ubyte`,
    labels: `${stem}-${split}-labels-idx1-ubyte`,
    mapping: `${stem}-mapping.txt`,
  };
}

/** Returns the published files of a data set: images and labels of both splits, and the mapping. */
export function publishedFilesOf(known: KnownDataset): readonly PublishedFile[] {
  const train = splitFileNames(known.stem, "train");
  const test = splitFileNames(known.stem, "test");
  return [
    `${train.images}.gz`,
    `${train.labels}.gz`,
    `${test.images}.gz`,
    `${test.labels}.gz`,
    train.mapping,
  ].flatMap((name) => publishedFiles.get(name) ?? []);
}

function official(
  name: typeof OFFICIAL_NAMES[number],
  train: number,
  test: number,
  characters: string,
  labelOffset = 0,
): KnownDataset {
  return {
    name,
    stem: `emnist-${name}`,
    official: true,
    counts: { train, test },
    labelOffset,
    characters: [...characters],
  };
}
