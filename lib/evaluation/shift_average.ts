/** Test-time averaging: what a model says of an image and of its small shifts, averaged. */

import type { Predictor } from "../training/predictor.ts";

/** What {@linkcode averageOverShifts} needs to know. */
export interface ShiftAverageOptions {
  /** Pixels of an image's column and row. */
  readonly height: number;
  readonly width: number;
  /** Largest shift in pixels along x and along y, a whole number of 0 or more, below both sides. */
  readonly shift: number;
}

/**
 * Returns a predictor whose probabilities are the arithmetic means of `predictor`'s over all
 * (2 · shift + 1)² whole-pixel shifts of an image, itself among them: averaging over crops, as
 * Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural
 * Networks", 2012, section 4.1, do. What leaves the picture is lost, and paper (0) follows.
 *
 * It takes that many times as long as one prediction, and disposes of `predictor` with itself.
 *
 * @throws {RangeError} when the shift is not a whole number or moves a whole image out of the
 * picture.
 */
export function averageOverShifts(
  predictor: Predictor,
  { height, width, shift }: ShiftAverageOptions,
): Predictor {
  const largest = Math.min(height, width) - 1;
  if (!Number.isInteger(shift) || shift < 0 || shift > largest) {
    throw new RangeError(
      `Cannot average over shifts: expected a whole number from 0 to ${largest} but found ${shift}`,
    );
  }
  const steps = Array.from({ length: 2 * shift + 1 }, (_, index) => index - shift);
  return {
    async predict(images) {
      let sums = new Float64Array(0);
      for (const down of steps) {
        for (const right of steps) {
          const shifted = shiftImages(images, { height, width, down, right });
          const probabilities = await predictor.predict(shifted); // [count, classes]
          if (sums.length === 0) sums = new Float64Array(probabilities.length);
          probabilities.forEach((value, index) => sums[index] += value);
        }
      }
      return Float32Array.from(sums, (sum) => sum / steps.length ** 2);
    },
    dispose: () => predictor.dispose(),
  };
}

/** Returns `[count, height, width]` images moved by whole pixels; 0 comes in where they were. */
function shiftImages(
  images: Uint8Array<ArrayBuffer>,
  { height, width, down, right }: { height: number; width: number; down: number; right: number },
): Uint8Array<ArrayBuffer> {
  const shifted = new Uint8Array(images.length);
  const [from, to] = [Math.max(0, -right), Math.min(width, width - right)]; // columns that stay
  for (let start = 0; start < images.length; start += height * width) {
    for (let row = Math.max(0, -down); row < Math.min(height, height - down); row += 1) {
      const source = start + row * width;
      shifted.set(
        images.subarray(source + from, source + to),
        source + down * width + from + right,
      );
    }
  }
  return shifted;
}
