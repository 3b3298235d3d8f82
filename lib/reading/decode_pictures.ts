/** From the bytes of a file to grey pictures: PNG, JPEG, WebP, TIFF with several pages, and BMP. */

import { decode as decodeBmp } from "fast-bmp";
import { UserError } from "../user_error.ts";
import type { GreyPicture } from "./picture/grey_picture.ts";

/** Most pixels of a page: twice a sheet of A4 at 600 dots an inch. */
export const MOST_PIXELS = 70_000_000;

/** Pixels of a page beyond which it is reduced: characters on a sheet of A4 are still 50 pixels high. */
const REDUCED_PIXELS = 6_000_000;

/** Most pages of a file. */
export const MOST_PAGES = 500;

const formats = ["png", "jpeg", "webp", "tiff"];

/**
 * Decodes a picture into its pages, one after the other, each upright as its EXIF data say, on white
 * where it is transparent, in grey and with 8 bits. The pixels are counted before they are decoded;
 * a page of more than 6 million is reduced to that.
 *
 * @param name What errors call it.
 * @throws UserError when the bytes are none of the formats, damaged, too large, or in CMYK.
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
  try {
    if (bytes[0] === 0x42 && bytes[1] === 0x4d) return yield await decodeBitmap(bytes, name);
    const { default: sharp } = await import("sharp"); // large, and most commands decode no picture
    const { format, width, height, pages = 1, space } = await sharp(bytes, {
      limitInputPixels: false,
    })
      .metadata();
    if (!formats.includes(format)) {
      throw refusal(name, `expected PNG, JPEG, WebP, TIFF or BMP but found ${format}`);
    }
    if (space === "cmyk") {
      throw refusal(
        name,
        "expected grey or RGB but found CMYK, whose colours depend on a printer",
        "Save it as RGB first.",
      );
    }
    checkSize(name, width, height);
    if (pages > MOST_PAGES) {
      throw refusal(name, `expected at most ${MOST_PAGES} pages but found ${pages}`);
    }
    // An animation is one picture here.
    const count = format === "tiff" ? pages : 1;
    for (let page = 0; page < count; page += 1) {
      yield await decodePage(bytes, name, page);
    }
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(`Cannot read ${name}: ${error.message.trim()}.`, {
      cause: error,
      hint: "Pictures are PNG, JPEG, WebP, TIFF or BMP; open and save it in another program.",
    });
  }
}

async function decodePage(bytes: Uint8Array, name: string, page: number): Promise<GreyPicture> {
  const { default: sharp } = await import("sharp");
  const { width, height } = await sharp(bytes, { page, limitInputPixels: false }).metadata();
  checkSize(name, width, height);
  const upright = sharp(bytes, { page, limitInputPixels: MOST_PIXELS }).autoOrient();
  const longer = Math.max(width, height);
  const shrunk = Math.round(longer * Math.sqrt(REDUCED_PIXELS / (width * height)));
  if (shrunk < longer) upright.resize(shrunk, shrunk, { fit: "inside" });
  const { data, info } = await upright.flatten({ background: "white" }).toColourspace("b-w")
    .raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(info.width * info.height);
  for (let index = 0; index < pixels.length; index += 1) {
    pixels[index] = data[index * info.channels];
  }
  const decoded = { width: info.width, height: info.height, pixels };
  return shrunk < longer ? { ...decoded, reduction: longer / shrunk } : decoded;
}

/** Decodes a BMP, which the other library does not know; its size stands at bytes 18 to 25. */
async function decodeBitmap(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<GreyPicture> {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkSize(name, Math.abs(header.getInt32(18, true)), Math.abs(header.getInt32(22, true)));
  const { width, height, channels, data, bitsPerPixel } = decodeBmp(bytes);
  if (!(data instanceof Uint8Array)) throw new TypeError("Cannot decode a BMP: expected bytes");
  if (bitsPerPixel === 1) {
    const pixels = Uint8Array.from(
      { length: width * height },
      (_, index) => data[index >> 3] & (0x80 >> (index & 7)) ? 255 : 0,
    );
    return { width, height, pixels };
  }
  const known = ([1, 3, 4] as const).find((count) => count === channels);
  if (known === undefined) {
    throw refusal(name, `expected 1, 3 or 4 channels but found ${channels}`);
  }
  const raw = { width, height, channels: known };
  const { default: sharp } = await import("sharp");
  const { data: grey } = await sharp(data, { raw }).flatten({ background: "white" })
    .toColourspace("b-w").raw().toBuffer({ resolveWithObject: true });
  return { width, height, pixels: Uint8Array.from(grey) };
}

function checkSize(name: string, width: number, height: number): void {
  if (width * height <= MOST_PIXELS) return;
  throw refusal(
    name,
    `expected at most ${MOST_PIXELS} pixels but found ${width} × ${height}`,
    "Make it smaller: letters need no more than 100 pixels.",
  );
}

function refusal(name: string, reason: string, hint?: string): UserError {
  return new UserError(`Cannot read ${name}: ${reason}.`, { hint });
}
