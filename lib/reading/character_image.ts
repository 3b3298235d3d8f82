/** The picture of a single character as an image that a network reads. */

import { findInk } from "./picture/find_ink.ts";
import type { GreyPicture } from "./picture/grey_picture.ts";
import { normaliseCharacter } from "./picture/normalise.ts";

/**
 * Returns all ink of a picture, of any size and either polarity, as one of EMNIST's images: `[28, 28]`
 * uint8, paper 0, ink 255; undefined where there is none.
 */
export function characterImage(picture: GreyPicture): Uint8Array<ArrayBuffer> | undefined {
  const ink = findInk(picture);
  if (ink === undefined) return undefined;
  const image = normaliseCharacter(ink);
  return image.some((value) => value > 0) ? image : undefined;
}
