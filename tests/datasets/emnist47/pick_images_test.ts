/** Picking images by their digests. */

import { assertEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { mergeClasses, pickImages } from "../../../lib/datasets/emnist47/pick_images.ts";

function digestOf(...pixels: number[]): number[] {
  return [...createHash("sha256").update(Uint8Array.from(pixels)).digest().subarray(0, 8)];
}

const sources = [
  { images: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(10, 11) },
  { images: Uint8Array.of(5, 6), labels: Uint8Array.of(12) },
];

Deno.test("pickImages() picks from all sources, in the order of the list", () => {
  const digests = Uint8Array.from([...digestOf(5, 6), ...digestOf(3, 4)]);
  assertEquals(pickImages(digests, sources, 2), {
    images: Uint8Array.of(5, 6, 3, 4),
    labels: Uint8Array.of(12, 11),
  });
});

Deno.test("pickImages() throws when a listed image is nowhere", () => {
  assertThrows(
    () => pickImages(Uint8Array.from(digestOf(9, 9)), sources, 2),
    SyntaxError,
    "expected image 0 with the digest",
  );
});

Deno.test("mergeClasses() joins 15 lower-case letters with their capitals", () => {
  // 0-9, then A-Z from 10, then a-z from 36; a, t keep classes of their own: 36 and 46.
  assertEquals([...mergeClasses(Uint8Array.of(0, 10, 35, 36, 38, 55, 61))], [
    ...[0, 10, 35, 36],
    ...[12, 46, 35],
  ]);
});
