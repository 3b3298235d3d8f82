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
 * Where the image becomes smaller the kernel is stretched, so that every source pixel counts. Paper,
 * which most of a character's image is, costs nothing.
 */
export function resample(
  image: RealImage,
  across: AxisPart,
  down: AxisPart,
  width: number,
  height: number,
  kernel: Kernel,
): RealImage {
  const columns = measureShares(image.width, across, width, kernel);
  const rows = measureShares(image.height, down, height, kernel);
  const values = new Float32Array(width * height);
  const sums = new Float64Array(width);
  for (let y = 0; y < image.height; y += 1) {
    if (rows.counts[y] === 0) continue;
    const [from, to] = spread(image.values, y * image.width, columns, sums);
    const most = y * rows.most;
    for (let place = 0; place < rows.counts[y]; place += 1) {
      const start = (rows.firsts[y] + place) * width;
      const weight = rows.weights[most + place];
      for (let x = from; x < to; x += 1) values[start + x] += weight * sums[x];
    }
    sums.fill(0, from, to);
  }
  return { width, height, values };
}

/** Adds a row of the source, from `start` on, to `sums`; returns which of them it reaches. */
function spread(
  values: Float32Array,
  start: number,
  { firsts, counts, most, weights }: Shares,
  sums: Float64Array,
): readonly [from: number, to: number] {
  let [from, to] = [0, 0];
  for (let x = 0; x < counts.length; x += 1) {
    const value = values[start + x];
    if (value === 0 || counts[x] === 0) continue;
    if (to === 0) from = firsts[x];
    to = firsts[x] + counts[x];
    for (let target = firsts[x], place = x * most; target < to; target += 1, place += 1) {
      sums[target] += weights[place] * value;
    }
  }
  for (let x = from; x < to; x += 1) sums[x] = Math.fround(sums[x]);
  return [from, to];
}

/** What each pixel of the source gives to those of the result, which lie side by side. */
interface Shares {
  /** The first pixel that each gives to, and how many there are, 0 where it lies too far outside. */
  readonly firsts: Int32Array;
  readonly counts: Int32Array;
  /** Their weights, `[source pixels, most]`. */
  readonly weights: Float32Array;
  readonly most: number;
}

function measureShares(
  sourceLength: number,
  { start, length }: AxisPart,
  pixels: number,
  { reach, weight }: Kernel,
): Shares {
  const step = length / pixels;
  const stretch = Math.max(1, step);
  const taps = Math.floor(2 * reach * stretch) + 1;
  const most = Math.ceil((2 * reach * stretch + 1) / step) + 1;
  const firsts = new Int32Array(sourceLength);
  const counts = new Int32Array(sourceLength);
  const weights = new Float32Array(sourceLength * most);
  const all = new Float32Array(taps);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const centre = start + (pixel + 0.5) * step - 0.5;
    const first = Math.ceil(centre - reach * stretch);
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      all[tap] = weight(Math.abs(first + tap - centre) / stretch);
      sum += all[tap];
    }
    const end = Math.min(sourceLength, first + taps);
    for (let source = Math.max(0, first); source < end; source += 1) {
      if (counts[source] === 0) firsts[source] = pixel;
      weights[source * most + counts[source]] = all[source - first] / sum;
      counts[source] += 1;
    }
  }
  return { firsts, counts, weights, most };
}
