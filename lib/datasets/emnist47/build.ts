/**
 * Building `emnist47` from what NIST publishes: its test images are those of ByMerge's test split,
 * its training images those of ByMerge's and ByClass's.
 *
 * `image_digests.bin` lists the images of both splits, training first, by 8 bytes each.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { megabytes } from "../../machine/disk_space.ts";
import { sha256OfBytes } from "../../machine/sha256.ts";
import { UserError } from "../../user_error.ts";
import { dataRoots, scanFolders } from "../data_folders.ts";
import { IMAGE_SIDE, type Split } from "../dataset.ts";
import { archiveHost } from "../download/archive.ts";
import { downloadFiles, type DownloadOptions } from "../download/download_files.ts";
import { findSplit } from "../find.ts";
import { parseIdx, serializeIdx } from "../idx.ts";
import { examineSplit } from "../inventory.ts";
import { serializeMapping } from "../mapping.ts";
import { type PublishedFile, publishedFiles } from "../published_files.ts";
import { BALANCED_CHARACTERS, EMNIST47, findKnownDataset, splitFileNames } from "../splits.ts";
import { readVerifiedFile } from "../verified_file.ts";

/** Bytes of each digest in the list: the first of the image's SHA-256. */
const DIGEST_BYTES = 8;

/** The official data sets whose test images each split is picked from. */
const sourcesOf: Readonly<Record<Split, readonly ("bymerge" | "byclass")[]>> = {
  train: ["bymerge", "byclass"],
  test: ["bymerge"],
};

/**
 * Builds splits of `emnist47` in `folder`, and returns the files of which it has the unpacked
 * forms.
 *
 * The official test files are taken from the data folders or downloaded to `folder`, 29 MB each,
 * where they stay.
 *
 * @throws {UserError} when they cannot be had, or when what comes out has another digest.
 */
export async function buildEmnist47(
  splits: readonly Split[],
  folder: string,
  options: DownloadOptions,
): Promise<readonly PublishedFile[]> {
  const names = new Set(splits.flatMap((split) => sourcesOf[split]));
  await fetchSources([...names], folder, options);
  const sources = await loadSources([...names], folder, options.report.announce);
  const digests = await loadDigests();
  const built: PublishedFile[] = [];
  for (const split of splits) {
    const border = EMNIST47.counts.train * DIGEST_BYTES;
    const listed = split === "train" ? digests.subarray(0, border) : digests.subarray(border);
    const picked = pickImages(listed, sources, IMAGE_SIDE ** 2);
    built.push(...await writeEmnist47(split, picked, folder));
  }
  return built;
}

/**
 * Writes a split's images and labels and the mapping into `folder`, and returns which they are.
 *
 * @throws {UserError} when they are not those that this project describes; nothing is written then.
 */
export async function writeEmnist47(
  split: Split,
  { images, labels }: PickedImages,
  folder: string,
): Promise<readonly PublishedFile[]> {
  const names = splitFileNames("emnist47", split);
  const count = labels.length;
  const files = [
    {
      name: names.images,
      bytes: serializeIdx({ shape: [count, IMAGE_SIDE, IMAGE_SIDE], data: images }),
    },
    { name: names.labels, bytes: serializeIdx({ shape: [count], data: labels }) },
  ];
  const written: PublishedFile[] = [];
  for (const { name, bytes } of files) {
    const published = publishedFiles.get(`${name}.gz`);
    const [expected, found] = [published?.unpackedSha256, sha256OfBytes(bytes)];
    if (published === undefined || found !== expected) {
      throw new UserError(
        `Cannot build "${name}": expected SHA-256 ${expected} but found ${found}`,
      );
    }
    written.push(published);
  }
  for (const { name, bytes } of files) await writeFileAtomically(join(folder, name), bytes);
  await writeFileAtomically(join(folder, names.mapping), serializeMapping(BALANCED_CHARACTERS));
  return written;
}

/** Downloads the test splits that no data folder holds verified. */
async function fetchSources(
  names: readonly string[],
  folder: string,
  options: DownloadOptions,
): Promise<void> {
  const folders = await scanFolders(await dataRoots());
  const missing: PublishedFile[] = [];
  for (const name of names) {
    if ((await examineSplit(name, "test", folders)).state === "verified") continue;
    const { images, labels } = splitFileNames(`emnist-${name}`, "test");
    missing.push(...[images, labels].flatMap((file) => publishedFiles.get(`${file}.gz`) ?? []));
  }
  if (missing.length === 0) return;
  const bytes = missing.reduce((sum, { size }) => sum + size, 0);
  options.report.announce(
    `Downloading the test images of ${names.join(" and ")} (${megabytes(bytes)}), of which ` +
      `emnist47 is built, from ${archiveHost(options.url)} to "${folder}".`,
  );
  await downloadFiles(missing, folder, options);
}

async function loadSources(
  names: readonly string[],
  folder: string,
  announce: (line: string) => void,
): Promise<PickedImages[]> {
  const folders = await scanFolders([folder, ...await dataRoots()]);
  return await Promise.all(names.map(async (name) => {
    const found = findSplit(name, "test", folders);
    if (found === undefined) throw new UserError(`Cannot build emnist47: ${name} has gone`);
    const images = parseIdx((await readVerifiedFile(found.images, announce)).bytes).data;
    const labels = parseIdx((await readVerifiedFile(found.labels, announce)).bytes).data;
    if (!(images instanceof Uint8Array && labels instanceof Uint8Array)) {
      throw new UserError(`Cannot build emnist47: expected bytes in "${found.folder}"`);
    }
    return { images, labels: name === "byclass" ? mergeClasses(labels) : labels };
  }));
}

/** Reads the list from beside this module, wherever that came from. */
async function loadDigests(): Promise<Uint8Array> {
  return await (await fetch(new URL("image_digests.bin", import.meta.url))).bytes();
}

/** Images as they lie in EMNIST's files, transposed, with their classes among the 47. */
export interface PickedImages {
  /** `[count, pixels]` uint8. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** `[count]` uint8. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

/**
 * Returns the images of the sources whose digests are listed, in the list's order.
 *
 * @param digests `[count, 8]`: the first 8 bytes of the SHA-256 of each image's pixels.
 * @param pixels Pixels of an image.
 * @throws {SyntaxError} when a listed image is in none of the sources.
 */
export function pickImages(
  digests: Uint8Array,
  sources: readonly PickedImages[],
  pixels: number,
): PickedImages {
  const places = new Map<string, { source: PickedImages; index: number }>();
  for (const source of sources) {
    for (let index = 0; index < source.labels.length; index += 1) {
      const image = source.images.subarray(index * pixels, (index + 1) * pixels);
      const digest = createHash("sha256").update(image).digest().subarray(0, DIGEST_BYTES);
      places.set(digest.toString("hex"), { source, index });
    }
  }
  const count = digests.length / DIGEST_BYTES;
  const picked = { images: new Uint8Array(count * pixels), labels: new Uint8Array(count) };
  for (let position = 0; position < count; position += 1) {
    const digest = digests.subarray(position * DIGEST_BYTES, (position + 1) * DIGEST_BYTES).toHex();
    const place = places.get(digest);
    if (place === undefined) {
      throw new SyntaxError(
        `Cannot build emnist47: expected image ${position} with the digest ${digest} in its ` +
          "sources but found none",
      );
    }
    const { source, index } = place;
    const image = source.images.subarray(index * pixels, (index + 1) * pixels);
    picked.images.set(image, position * pixels);
    picked.labels[position] = source.labels[index];
  }
  return picked;
}

/** Returns ByClass's 62 classes as the 47 of Balanced: 15 lower-case letters join their capitals. */
export function mergeClasses(labels: Uint8Array): Uint8Array<ArrayBuffer> {
  const merged = (findKnownDataset("byclass")?.characters ?? []).map((character) => {
    const own = BALANCED_CHARACTERS.indexOf(character);
    return own === -1 ? BALANCED_CHARACTERS.indexOf(character.toUpperCase()) : own;
  });
  return Uint8Array.from(labels, (label) => merged[label]);
}
