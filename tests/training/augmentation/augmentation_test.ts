/** Augmentation as a whole: what is off does nothing, what is on keeps characters what they are. */

import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { createSyntheticDataset } from "../../../lib/datasets/synthetic.ts";
import { createRandom } from "../../../lib/random.ts";
import {
  augmentationSchema,
  augmentImages,
  noAugmentation,
} from "../../../lib/training/augmentation/augmentation.ts";

const { images, count, height, width } = createSyntheticDataset("train", { imagesPerClass: 4 });
const size = height * width;
const augment = (options: object, seed = 0, pixels = images) =>
  augmentImages(
    pixels,
    height,
    width,
    { ...noAugmentation, ...options },
    createRandom(seed),
  );
const everything = {
  rotation: 10,
  scale: 0.1,
  shear: 0.1,
  shift: 1,
  elastic: 0.5,
  redraw: 0.8,
};

Deno.test("augmentImages() returns an equal copy and draws nothing when all is off", () => {
  const random = createRandom(0);
  const copy = augmentImages(images, height, width, noAugmentation, random);
  assertEquals(copy, images);
  assert(copy.buffer !== images.buffer);
  assertEquals(random.uint32(), createRandom(0).uint32());
});

Deno.test("augmentImages() repeats for a seed, and leaves its input alone", () => {
  const before = images.slice();
  const first = augment(everything, 1);
  assertEquals(images, before);
  assertEquals(augment(everything, 1), first);
  assertNotEquals(augment(everything, 2), first);
});

for (const [name, value] of Object.entries(everything)) {
  Deno.test(`augmentImages() changes equal images differently by ${name} alone`, () => {
    const pixels = new Uint8Array(8 * size);
    for (let index = 0; index < 8; index += 1) pixels.set(images.subarray(0, size), index * size);
    const augmented = augment({ [name]: value }, 3, pixels);
    const different = Array.from(
      { length: 8 },
      (_, index) => augmented.subarray(index * size, (index + 1) * size).join(),
    );
    assert(new Set(different).size > 3); // some stay as they are
  });
}

Deno.test("augmentImages() gives the first images the same whatever follows them", () => {
  const [all, some] = [augment(everything), augment(everything, 0, images.slice(0, 3 * size))];
  assertEquals(all.subarray(0, 3 * size), some);
});

Deno.test("augmentImages() keeps the ink of rotated, sheared and elastically bent images", () => {
  const options = { rotation: 10, shear: 0.1, elastic: 0.5 };
  const augmented = augment(options);
  const ink = (pixels: Uint8Array) => pixels.reduce((sum, pixel) => sum + pixel, 0);
  // Elastic displacements stretch here and squeeze there; over all images that evens out.
  assert(Math.abs(ink(augmented) / ink(images) - 1) < 0.01);
  for (let index = 0; index < count; index += 1) {
    const [start, end] = [index * size, (index + 1) * size];
    const ratio = ink(augmented.subarray(start, end)) / ink(images.subarray(start, end));
    assert(Math.abs(ratio - 1) < 0.3, `image ${index}: ${ratio}`);
  }
});

Deno.test("augmentImages() throws on pixels that make no whole images", () => {
  assertThrows(() => augment({}, 0, images.slice(1)), TypeError, "expected a multiple of 784");
});

Deno.test("augmentationSchema refuses limits out of range and unknown keys", () => {
  const isValid = (options: object) =>
    augmentationSchema.safeParse({ ...noAugmentation, ...options }).success;
  assertEquals(isValid({ scale: 0.99, elastic: 3 }), true);
  for (const options of [{ scale: 1 }, { rotation: -1 }, { redraw: 1.5 }, { flip: true }]) {
    assertEquals(isValid(options), false);
  }
});
