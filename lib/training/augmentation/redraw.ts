/**
 * Redrawing: a character as if written with another pen, then cropped, scaled and centred anew.
 *
 * EMNIST's pictures still tell how large a character was on its form: what was small has been
 * enlarged, and with it the stroke, the blur and the rim. A network learns to tell `O` from `0` by
 * that, which is of no use where somebody else writes. A redrawn picture no longer tells it.
 */

import type { Random } from "../../random.ts";

/** Redraws images of one size; made by {@linkcode createRedraw}. */
export interface Redraw {
  /**
   * Redraws one image in place, with five numbers of the random stream; an empty one stays as it is.
   *
   * The picture is smoothed by a Gaussian and cut at a level, which moves the outline and so gives the
   * stroke the width of the pen that was drawn. What is inside then fills the picture up to a rim.
   *
   * @param images `[n, height, width]` row-major uint8, 0 (paper) to 255 (ink).
   * @param index Which of the n images.
   */
  apply(images: Uint8Array, index: number, random: Random): void;
}

/** Width of the pen, pixels of the finished image. */
const PEN = [1.4, 4.2] as const;
/** Pixels between the character and the nearest edges. */
const RIM = [1.3, 3] as const;
/** Pixels between the middles of the character and of the picture, in each direction. */
const OFFSET = [-0.5, 0.5] as const;
/** Pixels over which an edge of the finished image goes from paper to ink. */
const EDGE = [0.6, 1.5] as const;
/** Standard deviation of the Gaussian, pixels. */
const DEVIATION = 0.9;
/** The same of the blur that the images come with, about. */
const OWN_DEVIATION = 0.6;
/** Taps of the Gaussian to either side. */
const RADIUS = 2;

/** Creates a redrawing of images of `height` by `width` pixels. */
export function createRedraw(height: number, width: number): Redraw {
  const [own, near, far] = gaussianWeights();
  const spread = Math.hypot(DEVIATION, OWN_DEVIATION);
  // The picture with a frame, as wide as the Gaussian reaches twice.
  const margin = 2 * RADIUS;
  const lines = height + 2 * margin;
  const side = width + 2 * margin;
  const framed = new Float32Array(lines * side);
  const across = new Float32Array(lines * side);
  const smooth = new Float32Array(lines * side);
  const columns = new Float32Array(side);
  const rows = new Float32Array(lines);
  const sourceColumn = new Int32Array(width);
  const sourceShare = new Float32Array(width);

  /** Frames an image and returns the width of its strokes in pixels, or 0 where it is empty. */
  function frame(images: Uint8Array, start: number): number {
    let [ink, edges] = [0, 0];
    for (let row = 0; row < height; row += 1) {
      let left = 0;
      const place = (row + margin) * side + margin;
      const pixel = start + row * width;
      for (let column = 0; column < width; column += 1) {
        const value = images[pixel + column];
        const above = row > 0 ? images[pixel + column - width] : 0;
        framed[place + column] = value / 255;
        ink += value;
        edges += (value > left ? value - left : left - value) +
          (value > above ? value - above : above - value);
        left = value;
      }
    }
    // An outline in all directions has 4 / π as many steps to the side and upwards as its length.
    return ink === 0 ? 0 : 2 * (4 / Math.PI) * ink / edges;
  }

  /** Smooths the framed image and returns how dark the middle of its strokes is, 0 to 1. */
  function blur(): number {
    for (let row = margin; row < margin + height; row += 1) {
      const end = (row + 1) * side - RADIUS;
      for (let place = row * side + RADIUS; place < end; place += 1) {
        across[place] = own * framed[place] + near * (framed[place - 1] + framed[place + 1]) +
          far * (framed[place - 2] + framed[place + 2]);
      }
    }
    columns.fill(0);
    let [squares, cubes] = [0, 0];
    for (let row = RADIUS; row < lines - RADIUS; row += 1) {
      let largest = 0;
      for (let column = RADIUS; column < side - RADIUS; column += 1) {
        const place = row * side + column;
        const value = own * across[place] + near * (across[place - side] + across[place + side]) +
          far * (across[place - 2 * side] + across[place + 2 * side]);
        smooth[place] = value;
        squares += value * value;
        cubes += value * value * value;
        if (value > largest) largest = value;
        if (value > columns[column]) columns[column] = value;
      }
      rows[row] = largest;
    }
    return cubes / squares;
  }

  return {
    apply(images, index, random) {
      const pen = between(PEN, random);
      const room = Math.min(height, width) - 2 * between(RIM, random);
      const [offsetX, offsetY] = [between(OFFSET, random), between(OFFSET, random)];
      const edge = between(EDGE, random);
      const start = index * height * width;
      const stroke = frame(images, start);
      if (stroke === 0) return;
      const middle = blur();

      const before = measure(columns, rows, middle / 2);
      const growth = (pen * before.extent / room - stroke) / 2;
      // The share of ink at a distance from a straight, blurred edge, by the logistic function.
      const wanted = 1 / (1 + Math.exp(1.702 * growth / spread));
      // Above the middle of a stroke it would break, below 0.12 holes would close.
      const level = Math.min(Math.max(wanted, 0.12), 0.95 * middle);
      const { extent, middleX, middleY } = measure(columns, rows, level);
      const step = extent / room;
      const gain = Math.max(2.5 * spread / (step * edge), 0.6 / level);

      for (let x = 0; x < width; x += 1) {
        const from = middleX + (x - (width - 1) / 2 - offsetX) * step;
        const inside = Math.min(Math.max(from, 0), side - 2);
        sourceColumn[x] = Math.floor(inside);
        sourceShare[x] = inside - sourceColumn[x];
      }
      const base = 0.5 - level * gain;
      for (let y = 0; y < height; y += 1) {
        const from = middleY + (y - (height - 1) / 2 - offsetY) * step;
        const inside = Math.min(Math.max(from, 0), lines - 2);
        const line = Math.floor(inside);
        const share = inside - line;
        const target = start + y * width;
        for (let x = 0; x < width; x += 1) {
          const place = line * side + sourceColumn[x];
          const right = sourceShare[x];
          const upper = smooth[place] + right * (smooth[place + 1] - smooth[place]);
          const below = place + side;
          const lower = smooth[below] + right * (smooth[below + 1] - smooth[below]);
          const value = base + gain * (upper + share * (lower - upper));
          images[target + x] = value <= 0 ? 0 : value >= 1 ? 255 : 255 * value + 0.5;
        }
      }
    },
  };
}

function between([low, high]: readonly [number, number], random: Random): number {
  return low + (high - low) * random.next();
}

/** Returns the Gaussian's weights at the distances 0, 1 and 2. */
function gaussianWeights(): [number, number, number] {
  const weights = [0, 1, 2].map((distance) => Math.exp(-(distance ** 2) / (2 * DEVIATION ** 2)));
  const sum = weights[0] + 2 * weights[1] + 2 * weights[2];
  return [weights[0] / sum, weights[1] / sum, weights[2] / sum];
}

/** Returns the longer side and the middle of what lies above a level. */
function measure(columns: Float32Array, rows: Float32Array, level: number) {
  const [left, right] = crossings(columns, level);
  const [top, bottom] = crossings(rows, level);
  return {
    extent: Math.max(right - left, bottom - top),
    middleX: (left + right) / 2,
    middleY: (top + bottom) / 2,
  };
}

/** Returns where a profile first rises above a level and last falls below it, between its places. */
function crossings(profile: Float32Array, level: number): [number, number] {
  let first = 1;
  while (first < profile.length - 2 && profile[first] < level) first += 1;
  let last = profile.length - 2;
  while (last > first && profile[last] < level) last -= 1;
  const rise = Math.max(profile[first] - profile[first - 1], 1e-6);
  const fall = Math.max(profile[last] - profile[last + 1], 1e-6);
  return [first - (profile[first] - level) / rise, last + (profile[last] - level) / fall];
}
