/** Resampling: an affine distortion and an elastic one in a single pass over an image. */

import type { SourceMatrix } from "./affine.ts";
import { createStillField, type ElasticField, NUMBERS_PER_CELL } from "./elastic.ts";

/** Distorts images of one size. */
export interface Warp {
  /**
   * Fills one image with pixels of another.
   *
   * The pixel at (x, y) becomes the bilinear mean of the four around its source: where `matrix`
   * leads from (x, y), displaced by the field at (x, y). Beyond the edges everything is 0.
   *
   * @param source Images, `[n, height, width]` row-major uint8.
   * @param target The same shape; not the same memory.
   * @param index Which of the n images.
   * @param field Of this image size; without one nothing is displaced.
   */
  apply(
    source: Uint8Array,
    target: Uint8Array,
    index: number,
    matrix: SourceMatrix,
    field?: ElasticField,
  ): void;
}

/** Creates a warp for images of `height` by `width` pixels. */
export function createWarp(height: number, width: number): Warp {
  const still = createStillField(width);
  // A frame of zeros, 1 before and 2 behind, spares every look beyond the edges.
  const stride = width + 3;
  const framed = new Uint8Array((height + 3) * stride);

  function frame(source: Uint8Array, start: number): void {
    for (let row = 0; row < height; row += 1) {
      const from = start + row * width;
      const to = (row + 1) * stride + 1;
      for (let column = 0; column < width; column += 1) framed[to + column] = source[from + column];
    }
  }

  return {
    apply(source, target, index, matrix, field = still) {
      const start = index * height * width;
      frame(source, start);
      const { xx, xy, yx, yy } = matrix;
      // Positions in the frame, beyond which only zeros lie.
      const [lastX, lastY] = [width + 1, height + 1];
      let pixel = start;
      for (let row = 0; row < height; row += 1) {
        const [rowX, rowY] = [xy * row + matrix.x0 + 1, yy * row + matrix.y0 + 1];
        const numbers = field.row(row);
        let number = 0;
        for (let column = 0; column < width; number += NUMBERS_PER_CELL) {
          let x = rowX + xx * column + numbers[number];
          let stepX = xx + numbers[number + 1];
          let bendX = numbers[number + 2];
          const twistX = numbers[number + 3];
          let y = rowY + yx * column + numbers[number + 4];
          let stepY = yx + numbers[number + 5];
          let bendY = numbers[number + 6];
          const twistY = numbers[number + 7];
          const end = Math.min(width, column + field.spacing);
          for (; column < end; column += 1) {
            const insideX = x < 0 ? 0 : x > lastX ? lastX : x;
            const insideY = y < 0 ? 0 : y > lastY ? lastY : y;
            const [left, top] = [insideX | 0, insideY | 0];
            const [shareX, shareY] = [insideX - left, insideY - top];
            const corner = top * stride + left;
            const a = framed[corner];
            const c = framed[corner + stride];
            const upper = a + shareX * (framed[corner + 1] - a);
            const lower = c + shareX * (framed[corner + stride + 1] - c);
            target[pixel] = upper + shareY * (lower - upper) + 0.5;
            pixel += 1;
            x += stepX;
            stepX += bendX;
            bendX += twistX;
            y += stepY;
            stepY += bendY;
            bendY += twistY;
          }
        }
      }
    },
  };
}
