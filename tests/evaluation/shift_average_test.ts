/** Averaging over shifts, on images whose shifts can be written down. */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Predictor } from "../../lib/training/predictor.ts";
import { averageOverShifts } from "../../lib/evaluation/shift_average.ts";

/** A predictor that keeps what it is shown, and says of each image the share of its first pixel. */
function recorder(size: number): Predictor & { readonly seen: number[][] } {
  const seen: number[][] = [];
  return {
    seen,
    dispose() {},
    predict(images) {
      seen.push([...images]);
      const rows = Array.from(
        { length: images.length / size },
        (_, row) => images[row * size] / 255,
      );
      return Promise.resolve(Float32Array.from(rows.flatMap((share) => [share, 1 - share])));
    },
  };
}

Deno.test("averageOverShifts() shows every shift of each image once, paper coming in", async () => {
  const predictor = recorder(4);
  const images = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8); // two images, 2 by 2
  await averageOverShifts(predictor, { height: 2, width: 2, shift: 1 }).predict(images);
  assertEquals(predictor.seen, [
    [4, 0, 0, 0, 8, 0, 0, 0], // up and left
    [3, 4, 0, 0, 7, 8, 0, 0], // up
    [0, 3, 0, 0, 0, 7, 0, 0], // up and right
    [2, 0, 4, 0, 6, 0, 8, 0], // left
    [1, 2, 3, 4, 5, 6, 7, 8],
    [0, 1, 0, 3, 0, 5, 0, 7], // right
    [0, 0, 2, 0, 0, 0, 6, 0], // down and left
    [0, 0, 1, 2, 0, 0, 5, 6], // down
    [0, 0, 0, 1, 0, 0, 0, 5], // down and right
  ]);
});

Deno.test("averageOverShifts() gives the mean of the probabilities", async () => {
  const images = Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 0, 0); // one image, 3 by 3, ink in the middle
  const average = averageOverShifts(recorder(9), { height: 3, width: 3, shift: 1 });
  // One of the nine shifts moves the ink to the first pixel.
  assertEquals(await average.predict(images), Float32Array.of(1 / 9, 8 / 9));
});

Deno.test("averageOverShifts() by no pixel is the predictor itself", async () => {
  const predictor = recorder(4);
  const images = Uint8Array.of(51, 2, 3, 4);
  const average = averageOverShifts(predictor, { height: 2, width: 2, shift: 0 });
  assertEquals(await average.predict(images), await predictor.predict(images));
});

Deno.test("averageOverShifts() throws on a shift that is no whole number or too far", async () => {
  for (const shift of [-1, 0.5, 2, NaN]) {
    assertThrows(
      () => averageOverShifts(recorder(4), { height: 2, width: 3, shift }),
      RangeError,
      `expected a whole number from 0 to 1 but found ${shift}`,
    );
  }
  const failing: Predictor = {
    predict: () => Promise.reject(new Error("no memory")),
    dispose() {},
  };
  const average = averageOverShifts(failing, { height: 2, width: 2, shift: 1 });
  await assertRejects(() => average.predict(new Uint8Array(4)), Error, "no memory");
});
