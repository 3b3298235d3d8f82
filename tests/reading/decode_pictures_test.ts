/** Files of all formats become the same grey picture; what cannot be read is refused in a sentence. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Sharp } from "sharp";
import { decodePictures } from "../../lib/reading/decode_pictures.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";

/** A picture of 16 × 8 pixels, dark to the left and bright to the right. */
const [width, height] = [16, 8];
const pixels = Uint8Array.from(
  { length: width * height },
  (_, index) => index % width < 8 ? 40 : 220,
);
const raw = { width, height, channels: 1 } as const;

async function decode(picture: Sharp | Uint8Array<ArrayBuffer>) {
  const bytes = picture instanceof Uint8Array ? picture : Uint8Array.from(await picture.toBuffer());
  return await Array.fromAsync(decodePictures(bytes, "page"));
}

const draw = async () => (await import("sharp")).default(pixels, { raw });

Deno.test(
  "decodePictures() reads PNG, WebP and TIFF exactly and JPEG nearly so",
  needsPermissions,
  async () => {
    const expected = [{ width, height, pixels }];
    assertEquals(await decode((await draw()).png()), expected);
    assertEquals(await decode((await draw()).tiff({ compression: "lzw" })), expected);
    for (
      const picture of [
        (await draw()).webp({ lossless: true }),
        (await draw()).jpeg({ quality: 100 }),
      ]
    ) {
      const [page] = await decode(picture);
      assert(page.pixels.every((value, index) => Math.abs(value - pixels[index]) <= 3));
    }
  },
);

Deno.test(
  "decodePictures() reads 16 bits, and puts what is transparent on white",
  needsPermissions,
  async () => {
    const [deep] = await decode((await draw()).toColourspace("grey16").png());
    assert(deep.pixels.every((value, index) => Math.abs(value - pixels[index]) <= 1));
    const { default: sharp } = await import("sharp");
    const clear = sharp({
      create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    const [page] = await decode(clear.png());
    assertEquals(page.pixels, new Uint8Array(width * height).fill(255));
  },
);

Deno.test("decodePictures() turns a picture as its EXIF data say", needsPermissions, async () => {
  const [page] = await decode((await draw()).withMetadata({ orientation: 6 }).png());
  assertEquals([page.width, page.height], [height, width]);
  // Orientation 6: the stored left edge is the upper edge of the upright picture.
  assertEquals([page.pixels[0], page.pixels[page.pixels.length - 1]], [40, 220]);
});

Deno.test(
  "decodePictures() reads the pages of a TIFF one after the other",
  needsPermissions,
  async () => {
    const { default: sharp } = await import("sharp");
    const levels = [40, 220, 90];
    const pages = await Promise.all(
      levels.map((level) =>
        sharp(new Uint8Array(width * height).fill(level), { raw }).png().toBuffer()
      ),
    );
    const tiff = sharp(pages, { join: { animated: true } }).tiff({ compression: "lzw" });
    assertEquals(
      await decode(tiff),
      levels.map((level) => ({
        width,
        height,
        pixels: new Uint8Array(width * height).fill(level),
      })),
    );
  },
);

Deno.test(
  "decodePictures() reduces what a large camera takes, turned by EXIF too",
  needsPermissions,
  async () => {
    // 12 million pixels: a half of the sides' squares are left.
    const large = (await draw()).resize(4000, 3000, { fit: "fill", kernel: "nearest" });
    const [page] = await decode(large.jpeg().withMetadata({ orientation: 6 }));
    assertEquals([page.width, page.height], [2121, 2828]);
    assert(Math.abs((page.reduction ?? 1) - Math.SQRT2) < 1e-3);
    assert(Math.abs(page.pixels[0] - 40) <= 3);
  },
);

Deno.test("decodePictures() reads BMP", needsPermissions, async () => {
  const bytes = new Uint8Array(54 + 2 * 8);
  const header = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  header.setUint32(2, bytes.length, true);
  header.setUint32(10, 54, true);
  header.setUint32(14, 40, true);
  header.setInt32(18, 2, true);
  header.setInt32(22, 2, true);
  header.setUint16(26, 1, true);
  header.setUint16(28, 24, true);
  header.setUint32(34, 16, true);
  bytes.set([10, 10, 10, 20, 20, 20], 54);
  bytes.set([30, 30, 30, 40, 40, 40], 62);
  const [page] = await decode(bytes);
  assertEquals(page, { width: 2, height: 2, pixels: Uint8Array.of(30, 40, 10, 20) });
});

/** A BMP of two columns and two rows, the upper one of palette colours 1 and 0, the lower of 0 and 1. */
function paletteBitmap(bits: 1 | 4 | 8, isTopDown: boolean): Uint8Array<ArrayBuffer> {
  const pixels = 54 + 4 * 2 ** bits;
  const bytes = new Uint8Array(pixels + 2 * 4);
  const header = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  header.setUint32(10, pixels, true);
  header.setUint32(14, 40, true);
  header.setInt32(18, 2, true);
  header.setInt32(22, isTopDown ? -2 : 2, true);
  header.setUint16(28, bits, true);
  bytes.set([200, 200, 200, 0, 30, 30, 30, 0], 54); // colour 0 is the brighter one
  const rows = { 1: [[0x80, 0], [0x40, 0]], 4: [[0x10, 0], [0x01, 0]], 8: [[1, 0], [0, 1]] }[bits];
  const [upper, lower] = isTopDown ? [0, 4] : [4, 0];
  bytes.set(rows[0], pixels + upper);
  bytes.set(rows[1], pixels + lower);
  return bytes;
}

Deno.test(
  "decodePictures() reads BMPs with a palette, and with rows that go down",
  needsPermissions,
  async () => {
    const expected = [{ width: 2, height: 2, pixels: Uint8Array.of(30, 200, 200, 30) }];
    for (const bits of [1, 4, 8] as const) {
      assertEquals(await decode(paletteBitmap(bits, false)), expected, `${bits} bits`);
      assertEquals(await decode(paletteBitmap(bits, true)), expected, `${bits} bits, downwards`);
    }
  },
);

Deno.test(
  "decodePictures() takes the fourth byte of a BMP for opacity only where a mask says so",
  needsPermissions,
  async () => {
    const bytes = new Uint8Array(14 + 108 + 4);
    const header = new DataView(bytes.buffer);
    bytes.set([0x42, 0x4d]);
    header.setUint32(10, bytes.length - 4, true);
    header.setUint32(14, 108, true);
    header.setInt32(18, 1, true);
    header.setInt32(22, 1, true);
    header.setUint16(28, 32, true);
    bytes.set([60, 60, 60, 0], bytes.length - 4);
    const [plain] = await decode(bytes);
    assertEquals(plain.pixels, Uint8Array.of(60));
    header.setUint32(30, 3, true);
    [0xff0000, 0xff00, 0xff, 0xff000000].forEach((mask, place) =>
      header.setUint32(54 + 4 * place, mask, true)
    );
    const [clear] = await decode(bytes);
    assertEquals(clear.pixels, Uint8Array.of(255));
  },
);

Deno.test(
  "decodePictures() says in a sentence what a file lacks, and what to do",
  needsPermissions,
  async () => {
    const png = Uint8Array.from(await (await draw()).png().toBuffer());
    const files = {
      "found an empty file": new Uint8Array(),
      "found something else": new TextEncoder().encode("hello"),
      "it is damaged": png.slice(0, png.length - 30),
      "cut off or of a rare kind (expected a header": new TextEncoder().encode("BM"),
      "cut off or of a rare kind (expected 2 × 2 pixels": paletteBitmap(1, false).slice(0, -1),
    };
    for (const [reason, bytes] of Object.entries(files)) {
      const error = await assertRejects(() => decode(bytes), UserError, reason);
      assertEquals(error.hint, "Open it in another program and save it as PNG.");
    }
  },
);

Deno.test(
  "decodePictures() refuses CMYK, other formats and what is no picture",
  needsPermissions,
  async () => {
    const cmyk = (await draw()).toColourspace("cmyk").jpeg();
    await assertRejects(() => decode(cmyk), UserError, "found CMYK");
    const gif = (await draw()).gif();
    await assertRejects(() => decode(gif), UserError, "found gif");
    await assertRejects(
      () => decode(new TextEncoder().encode("hello")),
      UserError,
      "Cannot read page",
    );
  },
);

Deno.test(
  "decodePictures() counts the pixels before it decodes them",
  needsPermissions,
  async () => {
    const bomb = Uint8Array.from(await (await draw()).png().toBuffer());
    // Width and height stand at bytes 16 to 23; the checksum of that part is not checked before them.
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    await assertRejects(() => decode(bomb), UserError);
  },
);
