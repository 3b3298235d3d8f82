/** Picking the images of `emnist47` out of others by a list of their digests. */

import { createHash } from "node:crypto";
import { BALANCED_CHARACTERS, findKnownDataset } from "../splits.ts";

/** Bytes of each digest in the list: the first of the image's SHA-256. */
const DIGEST_BYTES = 8;

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
 * Throws a SyntaxError when a listed image is in none of the sources.
 *
 * @param digests `[count, 8]`: the first 8 bytes of the SHA-256 of each image's pixels.
 * @param pixels Pixels of an image.
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
