/**
 * Bringing a character into the form that EMNIST's images have.
 *
 * G. Cohen, S. Afshar, J. Tapson and A. van Schaik, "EMNIST: an extension of MNIST to handwritten
 * letters", 2017, arXiv:1702.05373, section II: a binary image of a character that is some 40 pixels
 * high is blurred (σ = 1), cropped to what is not paper, centred in a square with a border of two
 * pixels and brought to 28 × 28 pixels by bicubic resampling.
 */

import { IMAGE_SIDE } from "../../datasets/dataset.ts";
import { blur, BLUR_REACH } from "./blur.ts";
import { STROKE } from "./grey_picture.ts";
import { CUBIC, type RealImage, resample } from "./resample.ts";

/** Longer side of a character before it is blurred, in pixels. */
const CHARACTER_SIDE = 44;

/** Variance of edges after the blur, in square pixels: σ = 1, and that of a pixel's own side. */
const EDGE_VARIANCE = 1 + 1 / 12;

/** Largest standard deviation of edges before the blur: softer ones are made that sharp. */
const SOFTEST_EDGE = 0.6;

/** Share of full ink at which the blurred strokes' edges are taken, and how far beyond them they reach. */
const EDGE_LEVEL = 0.25;
const HALO = 2.3;

/** Border around the blurred character, in pixels. */
const BORDER = 2;

/** Ink of a candidate on its own: `[height, width]`, 0 to 255, strokes from {@linkcode STROKE} on. */
export interface CharacterInk {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array<ArrayBuffer>;
}

/**
 * Returns the image of a character, `[28, 28]`, paper 0, ink 255; all 0 where there is no stroke.
 *
 * A drawing has the same image at any size: what its edges are soft by already, in the picture, is
 * left out of the blur, and the box is measured between pixels.
 */
export function normaliseCharacter(character: CharacterInk): Uint8Array<ArrayBuffer> {
  const image = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE);
  const extent = measureExtent(character);
  if (extent === undefined) return image;
  const { left, top, width, height } = extent;
  const scale = CHARACTER_SIDE / Math.max(width, height);
  const [columns, rows] = [width, height].map((length) => Math.ceil(length * scale));
  const margin = BLUR_REACH + 2;
  const part = (start: number, count: number) => ({
    start: start - margin / scale,
    length: (count + 2 * margin) / scale,
  });
  const grown = resample(
    { ...character, values: new Float32Array(character.ink) },
    part(left, columns),
    part(top, rows),
    columns + 2 * margin,
    rows + 2 * margin,
    CUBIC,
  );
  const softness = measureSoftness(character) * scale;
  sharpen(grown.values, Math.max(1, softness / SOFTEST_EDGE));
  const blurred = blur(grown, Math.sqrt(EDGE_VARIANCE - Math.min(SOFTEST_EDGE, softness) ** 2));
  const box = measureBox(blurred);
  const side = Math.max(box.width, box.height) + 2 * (HALO + BORDER);
  const small = resample(
    blurred,
    { start: box.left + box.width / 2 - side / 2, length: side },
    { start: box.top + box.height / 2 - side / 2, length: side },
    IMAGE_SIDE,
    IMAGE_SIDE,
    CUBIC,
  );
  // Bicubic resampling overshoots beside edges: that is cut off, as in images of bytes.
  let brightest = 0;
  for (const value of small.values) if (value > brightest) brightest = value;
  const scaled = 255 / Math.min(1, brightest);
  for (let index = 0; index < image.length; index += 1) {
    const value = small.values[index];
    if (value > 0) image[index] = Math.min(255, scaled * value + 0.5);
  }
  return image;
}

/** Brings ink to 0 to 1, edges made steeper by a factor; what overshoots stays where they are not. */
function sharpen(values: Float32Array, factor: number): void {
  for (let index = 0; index < values.length; index += 1) {
    const value = 0.5 + factor * (values[index] / 255 - 0.5);
    values[index] = factor === 1 ? value : Math.max(0, Math.min(1, value));
  }
}

/**
 * Returns how soft edges are: the standard deviation of the normal distribution that would make
 * them so, in pixels.
 *
 * The integral of v (1 − v) across such an edge, v its ink from 0 to 1, is σ / √π; of that, 84 % lie
 * where v is between 0.1 and 0.9, beyond which there is grain. The outline is counted along pixels'
 * sides, which makes it longer by 4 / π.
 */
function measureSoftness({ width, ink }: CharacterInk): number {
  let sum = 0;
  let outline = 0;
  let before = ink[width - 1];
  for (let index = width; index < ink.length; index += 1) {
    const value = ink[index];
    const above = ink[index - width];
    if ((value | before | above) === 0) continue;
    if (value > 25 && value < 230) sum += value * (255 - value);
    // Differing upper bits are an edge: a stroke has STROKE's, paper does not.
    outline += ((value ^ before) & STROKE) + ((value ^ above) & STROKE);
    before = value;
  }
  outline /= STROKE;
  return sum * Math.sqrt(Math.PI) / (255 * 255 * 0.84 * outline * Math.PI / 4);
}

/** Returns where strokes begin and end, between pixels where their edge is, or undefined without. */
function measureExtent({ width, height, ink }: CharacterInk) {
  const columns = new Uint8Array(width);
  const rows = new Uint8Array(height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = ink[y * width + x];
      if (value === 0) continue;
      if (value > columns[x]) columns[x] = value;
      if (value > rows[y]) rows[y] = value;
    }
  }
  const across = firstAndLast(columns, STROKE - 0.5);
  const down = firstAndLast(rows, STROKE - 0.5);
  if (across === undefined || down === undefined) return undefined;
  return {
    left: across[0],
    width: across[1] - across[0],
    top: down[0],
    height: down[1] - down[0],
  };
}

/** Returns where a profile first and last crosses a level, between pixels. */
function firstAndLast(
  profile: Uint8Array | Float32Array,
  level: number,
): readonly [number, number] | undefined {
  let [first, last] = [0, profile.length - 1];
  while (first <= last && profile[first] < level) first += 1;
  while (last >= first && profile[last] < level) last -= 1;
  if (first > last) return undefined;
  const share = (inside: number, outside: number) => (inside - level) / (inside - outside);
  return [
    first + 0.5 - share(profile[first], first > 0 ? profile[first - 1] : 0),
    last + 0.5 + share(profile[last], last + 1 < profile.length ? profile[last + 1] : 0),
  ];
}

/** Straightens a blurred edge, so that it may be interpolated between two pixels. */
function logit(value: number): number {
  const share = Math.max(1e-4, Math.min(1 - 1e-4, value));
  return Math.log(share / (1 - share));
}

/** Returns the box around blurred strokes, between pixels where their edges cross the level. */
function measureBox({ width, height, values }: RealImage) {
  const columns = new Float32Array(width);
  const rows = new Float32Array(height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = values[y * width + x];
      if (value > columns[x]) columns[x] = value;
      if (value > rows[y]) rows[y] = value;
    }
  }
  const level = EDGE_LEVEL * Math.min(1, columns.reduce((most, value) => Math.max(most, value)));
  const [left, right] = firstAndLast(columns.map(logit), logit(level)) ?? [0, width];
  const [top, bottom] = firstAndLast(rows.map(logit), logit(level)) ?? [0, height];
  return { left, top, width: right - left, height: bottom - top };
}
