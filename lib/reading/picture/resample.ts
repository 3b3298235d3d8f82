/** Resampling of grey images, antialiased: each axis on its own, as MATLAB's `imresize` does it. */

/** An image of real numbers, `[height, width]` row-major. */
export interface RealImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** A kernel: its weight at a distance from its centre, 0 from `reach` on. */
interface Kernel {
  readonly reach: number;
  readonly weight: (distance: number) => number;
}

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
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const first = y * image.width + columns.firsts[x] - columns.starts[x];
      let sum = 0;
      for (let tap = columns.starts[x]; tap < columns.starts[x + 1]; tap += 1) {
        sum += columns.weights[tap] * source[first + tap];
      }
      narrow[y * width + x] = sum;
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    let from = rows.firsts[y] * width;
    for (let tap = rows.starts[y]; tap < rows.starts[y + 1]; tap += 1, from += width) {
      const weight = rows.weights[tap];
      for (let x = 0; x < width; x += 1) values[start + x] += weight * narrow[from + x];
    }
  }
  return { width, height, values };
}

/** What each pixel of the result takes from the source: weights of pixels side by side. */
interface Taps {
  /** The first source pixel of each. */
  readonly firsts: Int32Array;
  /** Where the weights of each begin, and where the last ones end, `[pixels + 1]`. */
  readonly starts: Int32Array;
  /** Those of all pixels; what lies outside of the source has none. */
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
  const count = Math.floor(2 * reach * stretch) + 1;
  const firsts = new Int32Array(pixels);
  const starts = new Int32Array(pixels + 1);
  const weights = new Float32Array(pixels * count);
  const all = new Float32Array(count);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const centre = start + (pixel + 0.5) * step - 0.5;
    const first = Math.ceil(centre - reach * stretch);
    let sum = 0;
    for (let tap = 0; tap < count; tap += 1) {
      all[tap] = weight(Math.abs(first + tap - centre) / stretch);
      sum += all[tap];
    }
    const skipped = Math.min(count, Math.max(0, -first));
    const end = Math.max(skipped, Math.min(count, sourceLength - first));
    firsts[pixel] = first + skipped;
    for (let tap = skipped; tap < end; tap += 1) {
      weights[starts[pixel] + tap - skipped] = all[tap] / sum;
    }
    starts[pixel + 1] = starts[pixel] + end - skipped;
  }
  return { firsts, starts, weights };
}
