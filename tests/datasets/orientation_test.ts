import { assertEquals, assertThrows } from "@std/assert";
import { transposeImages } from "../../lib/datasets/orientation.ts";

Deno.test("transposeImages() turns the rows of each image into columns", () => {
  // deno-fmt-ignore
  const images = Uint8Array.of(
    1, 2, 3,
    4, 5, 6,

    11, 12, 13,
    14, 15, 16,
  );
  transposeImages(images, 2, 3);
  // deno-fmt-ignore
  assertEquals([...images], [
    1, 4,
    2, 5,
    3, 6,

    11, 14,
    12, 15,
    13, 16,
  ]);
});

Deno.test("transposeImages() refuses a part of an image", () => {
  assertThrows(() => transposeImages(new Uint8Array(7), 2, 3), TypeError, "multiple of 6");
});
