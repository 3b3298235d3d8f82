/** Turning EMNIST's images upright: the files hold each one transposed. */

/**
 * Transposes every image in place, so that rows become columns.
 *
 * `images` is `[count, rows, columns]` before and `[count, columns, rows]` after, row-major uint8.
 *
 * @throws {TypeError} when its length is not a multiple of `rows · columns`.
 */
export function transposeImages(images: Uint8Array, rows: number, columns: number): void {
  const pixels = rows * columns;
  if (images.length % pixels !== 0) {
    throw new TypeError(
      `Cannot transpose images: expected a multiple of ${pixels} pixels but found ${images.length}`,
    );
  }
  const image = new Uint8Array(pixels);
  for (let start = 0; start < images.length; start += pixels) {
    image.set(images.subarray(start, start + pixels));
    let target = start;
    for (let column = 0; column < columns; column += 1) {
      for (let source = column; source < pixels; source += columns) {
        images[target] = image[source];
        target += 1;
      }
    }
  }
}
