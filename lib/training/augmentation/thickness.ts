/** Thicker and thinner strokes: a share of a grey dilation or erosion. */

/** Changes the strokes of images of one size. */
export interface StrokeThickness {
  /**
   * Moves each pixel of one image a share of the way to the largest (dilation) or smallest (erosion)
   * value of its 3 by 3 neighbourhood, in place. Beyond the edges there is paper, 0.
   *
   * Grey dilation and erosion: Serra, "Image Analysis and Mathematical Morphology", 1982.
   *
   * @param images `[n, height, width]` row-major uint8.
   * @param index Which of the n images.
   * @param amount −1 (eroded) over 0 (as it was) to 1 (dilated).
   */
  apply(images: Uint8Array, index: number, amount: number): void;
}

/** Creates a change of thickness for images of `height` by `width` pixels. */
export function createStrokeThickness(height: number, width: number): StrokeThickness {
  const stride = width + 2;
  const framed = new Uint8Array((height + 2) * stride);
  const largestOfRow = new Uint8Array((height + 2) * stride);
  return {
    apply(images, index, amount) {
      // The smallest value is the largest one of the negative.
      const flip = amount < 0 ? 255 : 0;
      const share = Math.abs(amount);
      const start = index * height * width;
      framed.fill(flip);
      for (let row = 0; row < height; row += 1) {
        for (let column = 0; column < width; column += 1) {
          framed[(row + 1) * stride + column + 1] = images[start + row * width + column] ^ flip;
        }
      }
      for (let place = 1; place < framed.length - 1; place += 1) {
        const [left, right] = [framed[place - 1], framed[place + 1]];
        const larger = left > right ? left : right;
        largestOfRow[place] = framed[place] > larger ? framed[place] : larger;
      }
      for (let row = 0; row < height; row += 1) {
        for (let column = 0; column < width; column += 1) {
          const place = (row + 1) * stride + column + 1;
          const [above, below] = [largestOfRow[place - stride], largestOfRow[place + stride]];
          const larger = above > below ? above : below;
          const largest = (largestOfRow[place] > larger ? largestOfRow[place] : larger) ^ flip;
          const pixel = start + row * width + column;
          images[pixel] += Math.round(share * (largest - images[pixel]));
        }
      }
    },
  };
}
