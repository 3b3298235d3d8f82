/** Ink on a page: round lines that follow the page's bend, and what shines through from the back. */

/** A page that is drawn on. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` row-major, 0 paper to 1. */
  readonly ink: Float32Array;
  /** Where a point of the straight page lies on the picture. */
  readonly place: (x: number, y: number) => readonly [number, number];
}

/** Draws a round line in short pieces, so that it follows the page's bend; the darker ink wins. */
export function drawLine(
  canvas: Canvas,
  from: number[],
  to: number[],
  line: number,
  ink: number,
): void {
  const pieces = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 40) || 1;
  for (let piece = 0; piece < pieces; piece += 1) {
    const at = (share: number) =>
      canvas.place(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]));
    drawPiece(canvas, at(piece / pieces), at((piece + 1) / pieces), line / 2, ink);
  }
}

function drawPiece(
  { width, height, ink: inks }: Canvas,
  [startX, startY]: readonly [number, number],
  [endX, endY]: readonly [number, number],
  radius: number,
  ink: number,
): void {
  const [runX, runY] = [endX - startX, endY - startY];
  const squared = runX * runX + runY * runY || 1;
  const reach = radius + 1;
  for (
    let y = Math.max(0, Math.floor(Math.min(startY, endY) - reach));
    y <= Math.min(height - 1, Math.max(startY, endY) + reach);
    y += 1
  ) {
    for (
      let x = Math.max(0, Math.floor(Math.min(startX, endX) - reach));
      x <= Math.min(width - 1, Math.max(startX, endX) + reach);
      x += 1
    ) {
      const [awayX, awayY] = [x + 0.5 - startX, y + 0.5 - startY];
      const along = Math.min(1, Math.max(0, (awayX * runX + awayY * runY) / squared));
      const distance = Math.hypot(awayX - along * runX, awayY - along * runY);
      const value = ink * Math.min(1, Math.max(0, radius + 0.5 - distance));
      const index = y * width + x;
      if (value > inks[index]) inks[index] = value;
    }
  }
}

/** Adds what stands on the back, mirrored, blurred by the paper and pale. */
export function shineThrough({ width, height, ink }: Canvas, share: number): void {
  const front = ink.slice();
  for (let y = 0; y + 9 < height; y += 1) {
    for (let x = 2; x + 2 < width; x += 1) {
      let sum = 0;
      for (let away = -2; away <= 2; away += 1) {
        sum += front[(y + 9) * width + width - 1 - x + away];
      }
      const index = y * width + x;
      ink[index] = Math.max(ink[index], share * sum / 5);
    }
  }
}
