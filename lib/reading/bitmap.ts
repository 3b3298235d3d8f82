/**
 * Uncompressed BMP files (Microsoft's `BITMAPFILEHEADER` and `BITMAPINFOHEADER`), which the library
 * for all other formats does not read. Packages for it mistake palettes, files whose rows go down,
 * or 32 bits without masks.
 */

/** What a file says of itself before its pixels. */
export interface BitmapHeader {
  /** Pixels, both above 0. */
  readonly width: number;
  readonly height: number;
  /** Whether the first row is the uppermost; it is the lowest in most files. */
  readonly isTopDown: boolean;
  /** Bits of a pixel: 1, 4 or 8 are an index into the palette, 24 and 32 are blue, green, red. */
  readonly bits: number;
  /** Whether the fourth byte of 32 bits is opacity; it means nothing where no mask names it. */
  readonly hasOpacity: boolean;
  /** Where the palette, of four bytes a colour, and the pixels begin, in bytes. */
  readonly palette: number;
  readonly pixels: number;
}

/** Values of the field `biCompression`. */
const UNCOMPRESSED = 0;
const MASKED = 3;

/** Size of the smallest header that has a mask of opacity, in bytes; the mask stands at 66. */
const HEADER_WITH_OPACITY = 56;

/**
 * Reads the header of a BMP.
 *
 * @throws {SyntaxError} when it is cut off, compressed or of another number of bits.
 */
export function parseBitmapHeader(bytes: Uint8Array): BitmapHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 54 || view.getUint32(14, true) < 40) {
    throw new SyntaxError(`expected a header of 54 bytes or more but found ${bytes.length} bytes`);
  }
  const headerSize = view.getUint32(14, true);
  const height = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const isMasked = bits === 32 && compression === MASKED && view.getUint32(54, true) === 0xff0000 &&
    view.getUint32(58, true) === 0xff00 && view.getUint32(62, true) === 0xff;
  if (![1, 4, 8, 24, 32].includes(bits) || (compression !== UNCOMPRESSED && !isMasked)) {
    throw new SyntaxError(
      `expected 1, 4, 8, 24 or 32 bits without compression but found ${bits} bits and ` +
        `compression ${compression}`,
    );
  }
  return {
    width: view.getInt32(18, true),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits,
    hasOpacity: isMasked && headerSize >= HEADER_WITH_OPACITY && view.getUint32(66, true) !== 0,
    palette: 14 + headerSize,
    pixels: view.getUint32(10, true),
  };
}

/**
 * Returns the pixels of a BMP, `[height, width, 4]` row-major: red, green, blue, opacity, 0 to 255.
 *
 * @throws {SyntaxError} when there are none, or the file is cut off.
 */
export function decodeBitmap(bytes: Uint8Array, header: BitmapHeader): Uint8Array {
  const { width, height, isTopDown, bits, hasOpacity, palette, pixels } = header;
  const stride = Math.ceil(width * bits / 32) * 4;
  if (width <= 0 || height === 0 || bytes.length < pixels + stride * height) {
    throw new SyntaxError(
      `expected ${width} × ${height} pixels of ${bits} bits but found ${bytes.length} bytes`,
    );
  }
  const colours = new Uint8Array(4 * width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    const row = pixels + stride * (isTopDown ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1) {
      const place = bits >= 24
        ? row + x * bits / 8
        : palette + 4 * indexAt(bytes[row + (x * bits >> 3)], bits, x);
      const target = 4 * (y * width + x);
      colours[target] = bytes[place + 2];
      colours[target + 1] = bytes[place + 1];
      colours[target + 2] = bytes[place];
      if (hasOpacity) colours[target + 3] = bytes[place + 3];
    }
  }
  return colours;
}

/** Returns the index of a column's pixel in the byte that holds it, the leftmost in the highest bits. */
function indexAt(byte: number, bits: number, column: number): number {
  const shift = 8 - bits - (column * bits & 7);
  return byte >> shift & (1 << bits) - 1;
}
