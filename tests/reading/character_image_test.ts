/** A drawing becomes the same image wherever and however large it stands, in any kind of file. */

import { assert, assertEquals } from "@std/assert";
import type { Sharp } from "sharp";
import { strokesOf } from "../../lib/datasets/character_strokes.ts";
import { createRandom } from "../../lib/random.ts";
import { characterImage } from "../../lib/reading/character_image.ts";
import { decodePictures } from "../../lib/reading/decode_pictures.ts";
import type { GreyPicture } from "../../lib/reading/picture/grey_picture.ts";
import { needsPermissions } from "../permissions.ts";
import { drawPage } from "./drawn_page.ts";

/** Height of the drawings, in pixels. */
const LETTER = 160;

const white = { r: 250, g: 250, b: 250 };

/** Files of the same drawing, by what is done to it. */
const changes: Record<string, (drawing: Sharp, page: GreyPicture) => Sharp | Promise<Sharp>> = {
  "moved": (drawing) => drawing.extend({ left: 37, top: 5, bottom: 60, background: white }),
  "half as large": (drawing, page) => resize(drawing, page, 0.5),
  "a third larger": (drawing, page) => resize(drawing, page, 4 / 3),
  "twice as large": (drawing, page) => resize(drawing, page, 2),
  "four times as large": (drawing, page) => resize(drawing, page, 4),
  "inverted": (drawing) => drawing.negate(),
  "transparent": makeTransparent,
  "turned by EXIF": (drawing) => drawing.rotate(-90).withMetadata({ orientation: 6 }),
};

function resize(drawing: Sharp, page: GreyPicture, factor: number): Sharp {
  const [width, height] = [page.width, page.height].map((side) => Math.round(factor * side));
  return drawing.resize(width, height, { fit: "fill", kernel: "cubic" });
}

/** Makes paper clear, and ink the less so the more of it there is: all of it is black. */
async function makeTransparent(_: Sharp, { width, height, pixels }: GreyPicture): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  const colours = new Uint8Array(4 * pixels.length);
  pixels.forEach((value, index) => colours[4 * index + 3] = 255 - value);
  return sharp(colours, { raw: { width, height, channels: 4 } });
}

async function imageOf(file: Sharp): Promise<Uint8Array> {
  const bytes = Uint8Array.from(await file.png().toBuffer());
  const [picture] = await Array.fromAsync(decodePictures(bytes));
  const image = characterImage(picture);
  assert(image !== undefined);
  return image;
}

for (const [name, change] of Object.entries(changes)) {
  const title = `characterImage() is the same within two grey levels when a drawing is ${name}`;
  Deno.test(title, needsPermissions, async () => {
    const { default: sharp } = await import("sharp");
    for (const character of ["R", "g", "8"]) {
      const style = { letter: LETTER, jitter: 0 };
      const page = await drawPage([character], strokesOf, style, createRandom(3));
      const { width, height, pixels } = page;
      const draw = () => sharp(pixels, { raw: { width, height, channels: 1 } });
      const expected = await imageOf(draw());
      const image = await imageOf(await change(draw(), page));
      const differences = image.map((value, index) => Math.abs(value - expected[index]));
      assertEquals(Math.max(2, ...differences), 2, character);
    }
  });
}
