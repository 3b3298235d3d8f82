/** Random affine distortion: scale, shear, rotation and shift as one matrix. */

import type { Random } from "../../random.ts";

/** How far a random affine distortion may go; each value is drawn evenly from −limit to limit. */
export interface AffineLimits {
  /** Degrees, 0 to 180. */
  readonly rotation: number;
  /** Share of the size by which width and height, each on its own, grow or shrink; below 1. */
  readonly scale: number;
  /** Pixels along x per pixel along y. */
  readonly shear: number;
  /** Pixels in each direction. */
  readonly shift: number;
}

/** One distortion: an image is scaled, then sheared, rotated and shifted, about its middle. */
export interface AffineDistortion {
  /** Degrees, counter-clockwise as seen on screen. */
  readonly rotation: number;
  /** Factor of the width, not 0. */
  readonly scaleX: number;
  /** Factor of the height, not 0. */
  readonly scaleY: number;
  /** Pixels that a row moves to the right per row that it lies above the middle. */
  readonly shear: number;
  /** Pixels to the right. */
  readonly shiftX: number;
  /** Pixels downwards. */
  readonly shiftY: number;
}

/**
 * Where the pixel at (x, y) of a distorted image comes from in the original one: at
 * (xx · x + xy · y + x0, yx · x + yy · y + y0). Both count from the middle of the first pixel,
 * x to the right and y downwards.
 */
export interface SourceMatrix {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** Draws a distortion within limits: six numbers of the random stream. */
export function drawAffine(limits: AffineLimits, random: Random): AffineDistortion {
  const draw = (limit: number) => limit * (2 * random.next() - 1);
  return {
    rotation: draw(limits.rotation),
    scaleX: 1 + draw(limits.scale),
    scaleY: 1 + draw(limits.scale),
    shear: draw(limits.shear),
    shiftX: draw(limits.shift),
    shiftY: draw(limits.shift),
  };
}

/**
 * Returns the inverse of a distortion about the middle of an image of `height` by `width` pixels.
 *
 * With y downwards the distortion takes p − middle to R · H · S · (p − middle) + shift, where
 * S = diag(scaleX, scaleY), H = [1, −shear; 0, 1] and R = [cos, sin; −sin, cos]; its inverse is
 * S⁻¹ · H⁻¹ · R⁻¹.
 */
export function sourceMatrix(
  { rotation, scaleX, scaleY, shear, shiftX, shiftY }: AffineDistortion,
  height: number,
  width: number,
): SourceMatrix {
  const angle = rotation * Math.PI / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const xx = (cosine + shear * sine) / scaleX;
  const xy = (shear * cosine - sine) / scaleX;
  const yx = sine / scaleY;
  const yy = cosine / scaleY;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const [fromX, fromY] = [middleX + shiftX, middleY + shiftY];
  return {
    xx,
    xy,
    x0: middleX - xx * fromX - xy * fromY,
    yx,
    yy,
    y0: middleY - yx * fromX - yy * fromY,
  };
}
