/** From the bytes of a file to grey pictures: PNG, JPEG, WebP, TIFF with several pages, and BMP. */

import type { Sharp } from "sharp";
import { UserError } from "../user_error.ts";
import { decodeBitmap, parseBitmapHeader } from "./bitmap.ts";
import type { GreyPicture } from "./picture/grey_picture.ts";

/** Most pixels of a page: twice a sheet of A4 at 600 dots an inch. */
export const MOST_PIXELS = 70_000_000;

/** Pixels of a page beyond which it is reduced: characters on a sheet of A4 are still 50 pixels high. */
const REDUCED_PIXELS = 6_000_000;

/** Most pages of a file. */
export const MOST_PAGES = 500;

const formats = ["png", "jpeg", "webp", "tiff"];

const EXPECTED = "expected PNG, JPEG, WebP, TIFF or BMP";

/**
 * Decodes a picture into its pages, one after the other, each upright as its EXIF data say, on white
 * where it is transparent, in grey and with 8 bits. The pixels are counted before they are decoded;
 * a page of more than 6 million is reduced to that.
 *
 * @param name What errors call it.
 * @throws {UserError} when the bytes are none of the formats, damaged, too large, or in CMYK.
 *
 * @example
 * ```ts
 * import { decodePictures } from "./mod.ts";
 *
 * const bytes = await Deno.readFile("docs/reading.png");
 * const [{ width, height, pixels }] = await Array.fromAsync(decodePictures(bytes));
 * console.log(pixels.length === width * height); // true
 * ```
 */
export async function* decodePictures(
  bytes: Uint8Array<ArrayBuffer>,
  name = "picture",
): AsyncGenerator<GreyPicture, void, void> {
  let isKnown = false;
  try {
    if (bytes.length === 0) throw refusal(name, `${EXPECTED} but found an empty file`);
    isKnown = bytes[0] === 0x42 && bytes[1] === 0x4d; // BM
    if (isKnown) return yield await readBitmap(bytes, name);
    const { default: sharp } = await import("sharp"); // large, and most commands decode no picture
    const { format, width, height, pages = 1, space } = await sharp(bytes, {
      limitInputPixels: false,
    })
      .metadata();
    if (!formats.includes(format)) throw refusal(name, `${EXPECTED} but found ${format}`);
    isKnown = true;
    if (space === "cmyk") {
      throw refusal(
        name,
        "expected grey or RGB but found CMYK, whose colours depend on a printer",
        "Save it as RGB first.",
      );
    }
    checkSize(name, width, height);
    if (pages > MOST_PAGES) {
      throw refusal(
        name,
        `expected at most ${MOST_PAGES} pages but found ${pages}`,
        "Split it into several files.",
      );
    }
    // An animation is one picture here.
    const count = format === "tiff" ? pages : 1;
    for (let page = 0; page < count; page += 1) {
      yield await decodePage(bytes, name, page);
    }
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    const reason = isKnown
      ? `it is damaged, cut off or of a rare kind (${error.message.trim().replace(/\.$/, "")})`
      : `${EXPECTED} but found something else`;
    throw refusal(name, reason, OTHER_PROGRAM, error);
  }
}

async function decodePage(bytes: Uint8Array, name: string, page: number): Promise<GreyPicture> {
  const { default: sharp } = await import("sharp");
  const { width, height } = await sharp(bytes, { page, limitInputPixels: false }).metadata();
  checkSize(name, width, height);
  const upright = sharp(bytes, { page, limitInputPixels: MOST_PIXELS }).autoOrient();
  return await greyOf(upright, width, height);
}

/** Decodes a BMP. */
async function readBitmap(bytes: Uint8Array, name: string): Promise<GreyPicture> {
  const header = parseBitmapHeader(bytes);
  const { width, height } = header;
  checkSize(name, width, height);
  const { default: sharp } = await import("sharp");
  const raw = { width, height, channels: 4 } as const;
  return await greyOf(sharp(decodeBitmap(bytes, header), { raw }), width, height);
}

/** Returns a picture of `width` by `height`, or turned by a right angle, in grey and reduced. */
async function greyOf(picture: Sharp, width: number, height: number): Promise<GreyPicture> {
  const longer = Math.max(width, height);
  const shrunk = Math.round(longer * Math.sqrt(REDUCED_PIXELS / (width * height)));
  if (shrunk < longer) picture.resize(shrunk, shrunk, { fit: "inside" });
  const { data, info } = await picture.flatten({ background: "white" }).toColourspace("b-w")
    .raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(info.width * info.height);
  for (let index = 0; index < pixels.length; index += 1) {
    pixels[index] = data[index * info.channels];
  }
  const decoded = { width: info.width, height: info.height, pixels };
  return shrunk < longer ? { ...decoded, reduction: longer / shrunk } : decoded;
}

function checkSize(name: string, width: number, height: number): void {
  if (width * height <= MOST_PIXELS) return;
  throw refusal(
    name,
    `expected at most ${MOST_PIXELS} pixels but found ${width} × ${height}`,
    "Make it smaller: letters need no more than 100 pixels.",
  );
}

const OTHER_PROGRAM = "Open it in another program and save it as PNG.";

function refusal(name: string, reason: string, hint = OTHER_PROGRAM, cause?: Error): UserError {
  return new UserError(`Cannot read ${name}: ${reason}.`, { hint, cause });
}
