/**
 * Bringing a character into the form that EMNIST's images have.
 *
 * G. Cohen, S. Afshar, J. Tapson and A. van Schaik, "EMNIST: an extension of MNIST to handwritten
 * letters", 2017, arXiv:1702.05373, section II: a binary image of a character that is some 40 pixels
 * high is blurred (σ = 1), cropped to what is not paper, centred in a square with a border of two
 * pixels and brought to 28 × 28 pixels by bicubic resampling.
 */

import { IMAGE_SIDE } from "../../datasets/dataset.ts";
import { STROKE } from "./grey_picture.ts";
import { CUBIC, LINEAR, type RealImage, resample } from "./resample.ts";

/** Longer side of a character before it is blurred, in pixels. */
const CHARACTER_SIDE = 44;

/** Weights of the blur at distances from 0 on: a normal distribution, σ = 1 pixel. */
const BLUR_REACH = 3;
const BLUR = Float32Array.from(
  { length: BLUR_REACH + 1 },
  (_, distance) => Math.exp(-distance * distance / 2) / Math.sqrt(2 * Math.PI),
);

/** Border around the blurred character, in pixels. */
const BORDER = 2;

/** Ink of a candidate on its own: `[height, width]`, 0 to 255, strokes from {@linkcode STROKE} on. */
export interface CharacterInk {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array<ArrayBuffer>;
}

/** Returns the image of a character, `[28, 28]`, paper 0, ink 255; all 0 where there is no stroke. */
export function normaliseCharacter(character: CharacterInk): Uint8Array<ArrayBuffer> {
  const image = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE);
  const extent = measureExtent(character);
  if (extent === undefined) return image;
  const { left, top, width, height } = extent;
  const scale = CHARACTER_SIDE / Math.max(width, height);
  const [columns, rows] = [width, height].map((length) => Math.max(1, Math.round(length * scale)));
  const source = { ...character, values: Float32Array.from(character.ink) };
  const margin = BLUR_REACH + 1;
  const part = (start: number, length: number, count: number) => ({
    start: start - margin * length / count,
    length: length * (count + 2 * margin) / count,
  });
  const grown = resample(
    source,
    part(left, width, columns),
    part(top, height, rows),
    columns + 2 * margin,
    rows + 2 * margin,
    LINEAR,
  );
  sharpen(grown.values, 2 * Math.max(1, scale));
  const blurred = blur(grown);
  const box = inkedBox(blurred);
  const side = Math.max(box.width, box.height) + 2 * BORDER;
  const small = resample(
    blurred,
    { start: box.left + box.width / 2 - side / 2, length: side },
    { start: box.top + box.height / 2 - side / 2, length: side },
    IMAGE_SIDE,
    IMAGE_SIDE,
    CUBIC,
  );
  // Bicubic resampling overshoots beside edges: that is cut off, as in images of bytes.
  const brightest = Math.min(1, small.values.reduce((most, value) => Math.max(most, value), 0));
  for (let index = 0; index < image.length; index += 1) {
    image[index] = Math.max(0, Math.min(255, Math.round(255 * small.values[index] / brightest)));
  }
  return image;
}

/** Sets everything to 0 or 1 but a seam of one pixel along the strokes' edges. */
function sharpen(values: Float32Array, slope: number): void {
  for (let index = 0; index < values.length; index += 1) {
    values[index] = Math.max(0, Math.min(1, 0.5 + slope * (values[index] - STROKE + 0.5) / 255));
  }
}

/** Returns where strokes begin and end, between pixels where their edge is, or undefined without. */
function measureExtent({ width, height, ink }: CharacterInk) {
  const columns = new Uint8Array(width);
  const rows = new Uint8Array(height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = ink[y * width + x];
      if (value > columns[x]) columns[x] = value;
      if (value > rows[y]) rows[y] = value;
    }
  }
  const across = firstAndLast(columns);
  const down = firstAndLast(rows);
  if (across === undefined || down === undefined) return undefined;
  return {
    ...{ left: across[0], width: across[1] - across[0] },
    ...{ top: down[0], height: down[1] - down[0] },
  };
}

function firstAndLast(profile: Uint8Array): readonly [number, number] | undefined {
  const first = profile.findIndex((value) => value >= STROKE);
  if (first < 0) return undefined;
  const last = profile.findLastIndex((value) => value >= STROKE);
  const share = (inside: number, outside: number) => (inside - STROKE + 0.5) / (inside - outside);
  return [
    first + 0.5 - share(profile[first], first > 0 ? profile[first - 1] : 0),
    last + 0.5 + share(profile[last], last + 1 < profile.length ? profile[last + 1] : 0),
  ];
}

/** Blurs along rows and columns; the margin around the character stays paper. */
function blur({ width, height, values }: RealImage): RealImage {
  const pass = (source: Float32Array, step: number) => {
    const target = new Float32Array(source.length);
    const margin = BLUR_REACH * step;
    for (let index = margin; index < source.length - margin; index += 1) {
      let sum = BLUR[0] * source[index];
      for (let away = 1; away <= BLUR_REACH; away += 1) {
        sum += BLUR[away] * (source[index - away * step] + source[index + away * step]);
      }
      target[index] = sum;
    }
    return target;
  };
  return { width, height, values: pass(pass(values, 1), width) };
}

/** Returns the box around all that is at least half a grey level. */
function inkedBox({ width, height, values }: RealImage) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] < 0.5 / 255) continue;
    const x = index % width;
    const y = (index - x) / width;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
