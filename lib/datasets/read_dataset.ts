/** Reading the files of one split of a data set into memory, and checking that they fit together. */

import { decodeText } from "../machine/decode_text.ts";
import type { ImageDataset, Split } from "./dataset.ts";
import type { FoundFiles } from "./find.ts";
import { parseIdx } from "./idx.ts";
import { type Mapping, parseMapping } from "./mapping.ts";
import { findOddities } from "./oddities.ts";
import { transposeImages } from "./orientation.ts";
import { findKnownDataset } from "./splits.ts";
import { readVerifiedFile, type VerifiedFile } from "./verified_file.ts";

/** First four bytes of a file of `[n, rows, columns]` uint8, as a number. */
const IMAGES_MAGIC = 2051;
/** First four bytes of a file of `[n]` uint8, as a number. */
const LABELS_MAGIC = 2049;

/**
 * Reads the files of one split, turns the images upright and makes the labels 0-based.
 *
 * @throws {SyntaxError} that names the file when one of them is damaged or does not fit the others,
 * and a UserError when an official file has a wrong digest.
 */
export async function readDataset(
  name: string,
  split: Split,
  found: FoundFiles,
  announce: (line: string) => void,
): Promise<ImageDataset> {
  const known = findKnownDataset(found.stem);
  const labelsFile = await readVerifiedFile(found.labels, announce);
  const imagesFile = await readVerifiedFile(found.images, announce);
  const { mapping, mappingSources } = await readMapping(found, announce);
  const labels = parseUint8(labelsFile, LABELS_MAGIC);
  const images = parseUint8(imagesFile, IMAGES_MAGIC);
  const [count, rows, columns] = images.shape;
  if (labels.data.length !== count) {
    throw new SyntaxError(
      `Cannot use "${labelsFile.name}": expected ${count} labels, as "${imagesFile.name}" has images, but found ${labels.data.length}`,
    );
  }
  if (known?.official && count !== known.counts[split]) {
    throw new SyntaxError(
      `Cannot use "${imagesFile.name}": expected the ${
        known.counts[split]
      } images of "${known.name}" but found ${count}`,
    );
  }
  if (count === 0 || rows === 0 || columns === 0) {
    throw new SyntaxError(
      `Cannot use "${imagesFile.name}": expected images but found the shape [${images.shape}]`,
    );
  }
  subtractOffset(labels.data, mapping, labelsFile.name);
  transposeImages(images.data, rows, columns);
  const dataset = {
    name,
    split,
    images: images.data,
    labels: labels.data,
    count,
    height: columns,
    width: rows,
    characters: mapping.characters,
    sources: [imagesFile.source, labelsFile.source, ...mappingSources],
  };
  if (known === undefined) {
    for (const oddity of findOddities(dataset)) announce(`"${imagesFile.name}": ${oddity}.`);
  }
  return dataset;
}

/** Returns the mapping of the files, or the built-in one where the files are known and have none. */
async function readMapping(found: FoundFiles, announce: (line: string) => void) {
  const known = findKnownDataset(found.stem);
  if (found.mapping === undefined) {
    if (known !== undefined) return { mapping: known, mappingSources: [] };
    throw new SyntaxError(
      `Cannot use "${found.images}": expected "${found.stem}-mapping.txt" beside it but found none`,
    );
  }
  const file = await readVerifiedFile(found.mapping, announce);
  const failure = `Cannot parse mapping file "${file.name}"`;
  const mapping = parseMapping(decodeText(file.bytes, failure), file.name);
  if (known?.official && !isSameMapping(mapping, known)) {
    throw new SyntaxError(
      `Cannot use "${file.name}": expected the ${known.characters.length} characters that NIST publishes for "${known.name}" but found others`,
    );
  }
  return { mapping, mappingSources: [file.source] };
}

function isSameMapping(first: Mapping, second: Mapping): boolean {
  return first.labelOffset === second.labelOffset &&
    first.characters.join("") === second.characters.join("");
}

function parseUint8(file: VerifiedFile, magic: number) {
  const { shape, data } = parseIdx(file.bytes, { name: file.name, magic });
  if (!(data instanceof Uint8Array)) {
    throw new TypeError(`Cannot use "${file.name}": expected a magic for uint8 but found ${magic}`);
  }
  return { shape, data };
}

function subtractOffset(labels: Uint8Array, mapping: Mapping, name: string): void {
  const { labelOffset, characters } = mapping;
  labels.forEach((label, index) => {
    const shifted = label - labelOffset;
    if (shifted < 0 || shifted >= characters.length) {
      throw new SyntaxError(
        `Cannot use "${name}": expected labels from ${labelOffset} to ${
          labelOffset + characters.length - 1
        } but found ${label} at image ${index}`,
      );
    }
    labels[index] = shifted;
  });
}
