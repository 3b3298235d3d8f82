/** Resampling of grey images, antialiased: each axis on its own, as MATLAB's `imresize` does it. */

/** An image of real numbers, `[height, width]` row-major. */
export interface RealImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** A kernel: its weight at a distance from its centre, 0 from `reach` on. */
export interface Kernel {
  readonly reach: number;
  readonly weight: (distance: number) => number;
}

/** Linear interpolation. */
export const LINEAR: Kernel = { reach: 1, weight: (distance) => Math.max(0, 1 - distance) };

/** Cubic convolution with a = -1/2 (R. Keys, IEEE Transactions on ASSP 29(6), 1981). */
export const CUBIC: Kernel = {
  reach: 2,
  weight: (distance) => {
    if (distance >= 2) return 0;
    if (distance >= 1) return ((-0.5 * distance + 2.5) * distance - 4) * distance + 2;
    return (1.5 * distance - 2.5) * distance * distance + 1;
  },
};

/** A part of an axis: `start` is the left edge of the first pixel taken, both in source pixels. */
export interface AxisPart {
  readonly start: number;
  readonly length: number;
}

/**
 * Returns `across` by `down` of the image at `width` × `height`; what lies outside of it is 0.
 *
 * Where the image becomes smaller the kernel is stretched, so that every source pixel counts.
 */
export function resample(
  image: RealImage,
  across: AxisPart,
  down: AxisPart,
  width: number,
  height: number,
  kernel: Kernel,
): RealImage {
  const columns = measureTaps(image.width, across, width, kernel);
  const rows = measureTaps(image.height, down, height, kernel);
  const source = image.values;
  const narrow = new Float32Array(width * image.height);
  for (let x = 0; x < width; x += 1) {
    const first = columns.firsts[x];
    for (let tap = 0; tap < columns.count; tap += 1) {
      const weight = columns.weights[x * columns.count + tap];
      if (weight === 0) continue;
      let from = first + tap;
      for (let to = x; to < narrow.length; to += width, from += image.width) {
        narrow[to] += weight * source[from];
      }
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    for (let tap = 0; tap < rows.count; tap += 1) {
      const weight = rows.weights[y * rows.count + tap];
      if (weight === 0) continue;
      const from = (rows.firsts[y] + tap) * width;
      for (let x = 0; x < width; x += 1) values[start + x] += weight * narrow[from + x];
    }
  }
  return { width, height, values };
}

/** What each pixel of the result takes from the source, the same number of pixels for each. */
interface Taps {
  readonly count: number;
  readonly firsts: Int32Array;
  /** `[pixels, count]`; 0 for what lies outside of the source. */
  readonly weights: Float32Array;
}

function measureTaps(
  sourceLength: number,
  { start, length }: AxisPart,
  pixels: number,
  { reach, weight }: Kernel,
): Taps {
  const step = length / pixels;
  const stretch = Math.max(1, step);
  const count = Math.ceil(2 * reach * stretch) + 1;
  const firsts = new Int32Array(pixels);
  const weights = new Float32Array(pixels * count);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const centre = start + (pixel + 0.5) * step - 0.5;
    const first = Math.ceil(centre - reach * stretch);
    firsts[pixel] = first;
    let sum = 0;
    for (let tap = 0; tap < count; tap += 1) {
      const value = weight(Math.abs(first + tap - centre) / stretch);
      sum += value;
      if (first + tap >= 0 && first + tap < sourceLength) weights[pixel * count + tap] = value;
    }
    for (let tap = 0; tap < count; tap += 1) weights[pixel * count + tap] /= sum;
  }
  return { count, firsts, weights };
}
