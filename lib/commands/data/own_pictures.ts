/** `deno task data --from`: a data set of one's own pictures, in the form that EMNIST's images have. */

import { join } from "node:path";
import { downloadFolder } from "../../datasets/data_folders.ts";
import { IMAGE_SIDE, type ImageDataset } from "../../datasets/dataset.ts";
import { listLabelledPictures } from "../../datasets/labelled_pictures.ts";
import { findKnownDataset } from "../../datasets/splits.ts";
import { countByClass, stratifiedSplit } from "../../datasets/stratified_sample.ts";
import { SYNTHETIC_NAME } from "../../datasets/synthetic.ts";
import { openZippedPictures, type ZippedPictures } from "../../datasets/zipped_pictures.ts";
import { isFile } from "../../machine/existing_path.ts";
import { writeDataset } from "../../datasets/write_dataset.ts";
import { characterImage } from "../../reading/character_image.ts";
import { decodePictures } from "../../reading/decode_pictures.ts";
import { UserError } from "../../user_error.ts";

/** What is asked for. */
export interface OwnPicturesOptions {
  /**
   * A folder with a sub-folder for each character, a CSV file with the columns file and label, or a
   * zip file of either, such as the drawing page saves.
   */
  readonly from: string;
  /** Name of the data set. */
  readonly name: string;
  /** The folder in which the data set gets a sub-folder, as given with `--data`. */
  readonly dataFolder?: string;
  /** Share of each character's pictures to test with, 0 to below 1. */
  readonly testShare: number;
  /** Fixes which pictures these are. */
  readonly seed: number;
  /** Takes one line for each picture that is left out. */
  readonly announce: (line: string) => void;
}

/** As many classes as labels of one byte can tell apart. */
const MOST_CLASSES = 256;

/**
 * Reads the pictures, splits them, and writes the data set's files.
 *
 * @returns what was written, as a sentence.
 * @throws {UserError} when the name is taken, or no picture can be used.
 */
export async function createOwnDataset(options: OwnPicturesOptions): Promise<string> {
  const { from, name, testShare, seed, announce } = options;
  requireFreeName(name);
  const found = from.toLowerCase().endsWith(".zip") && await isFile(from)
    ? await openZippedPictures(from)
    : { pictures: await listLabelledPictures(from), read: Deno.readFile };
  const all = await readPictures(found, name, announce);
  const { training, validation: test } = stratifiedSplit(all, testShare, seed);
  const folder = join(downloadFolder(options.dataFolder), name);
  await writeDataset(folder, training);
  await writeDataset(folder, { ...test, split: "test" });
  const scarce = [...countByClass(training)].flatMap((count, label) =>
    count === 0 ? [all.characters[label]] : []
  );
  if (scarce.length > 0) announce(`No picture to learn from is left of ${scarce.join(" ")}.`);
  return `${name} is in "${folder}", ${training.count} pictures to learn from and ${test.count} to ` +
    `test with, of ${all.characters.join(" ")}. Use it with --dataset ${name}.`;
}

function requireFreeName(name: string): void {
  if (!/^[\p{Letter}\d][\p{Letter}\d._-]*$/u.test(name)) {
    throw new UserError(
      `Cannot call a data set "${name}": expected letters, digits, points and dashes`,
    );
  }
  if (findKnownDataset(name) === undefined && name !== SYNTHETIC_NAME) return;
  throw new UserError(`Cannot call a data set "${name}": this name has a meaning already`, {
    hint: "Choose another --name.",
  });
}

async function readPictures(
  { pictures, read: readBytes }: ZippedPictures,
  name: string,
  announce: (line: string) => void,
): Promise<ImageDataset> {
  const read: { character: string; image: Uint8Array }[] = [];
  for (const { path, character } of pictures) {
    const image = await readPicture(path, readBytes, announce);
    if (image !== undefined) read.push({ character, image });
  }
  const characters = inOrder(read.map(({ character }) => character));
  if (characters.length === 0 || characters.length > MOST_CLASSES) {
    throw new UserError(
      `Cannot make a data set: expected 1 to ${MOST_CLASSES} characters but found ` +
        `${characters.length} with pictures`,
      { hint: "Pictures are PNG, JPEG, WebP, TIFF or BMP, each of one character." },
    );
  }
  const images = new Uint8Array(read.length * IMAGE_SIDE ** 2);
  read.forEach(({ image }, index) => images.set(image, index * IMAGE_SIDE ** 2));
  return {
    name,
    split: "train",
    images,
    labels: Uint8Array.from(read, ({ character }) => characters.indexOf(character)),
    count: read.length,
    height: IMAGE_SIDE,
    width: IMAGE_SIDE,
    characters,
    sources: [],
  };
}

async function readPicture(
  path: string,
  readBytes: ZippedPictures["read"],
  announce: (line: string) => void,
): Promise<Uint8Array | undefined> {
  try {
    for await (const picture of decodePictures(await readBytes(path), `"${path}"`)) {
      const image = characterImage(picture);
      if (image === undefined) announce(`"${path}" is left out: it is blank.`);
      return image;
    }
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    if (!isMissing && !(error instanceof UserError)) throw error;
    announce(isMissing ? `"${path}" is left out: it is not there.` : `${error.message} Left out.`);
  }
  return undefined;
}

/** Returns the different characters in EMNIST's order: digits, capitals, small letters, then others. */
function inOrder(characters: readonly string[]): string[] {
  return [...new Set(characters)].sort((first, second) =>
    (first.codePointAt(0) ?? 0) - (second.codePointAt(0) ?? 0)
  );
}
