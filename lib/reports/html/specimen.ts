/** A picture puzzle at the head of a page: images of look-alikes that the model read wrongly. */

import { type Markup, markup, NOTHING } from "../../html_text.ts";
import {
  character,
  glyph,
  type PageContext,
  type PlacedImage,
  placedImages,
} from "./page_context.ts";

const SHOWN_IMAGES = 24;

/** Returns the specimen of the group with the most errors, or nothing without images or groups. */
export function specimen({ findings, images }: PageContext): Markup {
  const [group] = findings.groups;
  if (images === null || group === undefined) return NOTHING;
  const { characters } = findings.matrix;
  const mistaken = placedImages(images).filter(({ trueClass, predictedClass }) =>
    trueClass !== predictedClass && group.classes.includes(trueClass) &&
    group.classes.includes(predictedClass)
  );
  const shown = takeInTurns(mistaken, ({ trueClass }) => trueClass).slice(0, SHOWN_IMAGES);
  const pictures = shown.map((image) => {
    const [written, read] = [characters[image.trueClass], characters[image.predictedClass]];
    const answer = `it is ${written}, read as ${read}`;
    return markup`<span data-tip="${answer}">${glyph(image, images.sprite, answer)}</span>`;
  });
  const choices = group.characters.map((text, index) =>
    markup`${index === 0 ? "" : index === group.characters.length - 1 ? " or " : ", "}${
      character(text)
    }`
  );
  return markup`<figure class="specimen">
<div class="glyphs">${pictures}</div>
<figcaption>${choices}? The model read every one of these wrongly.</figcaption>
</figure>`;
}

/** Returns the images in rounds: the first of each kind, then the second of each, and so on. */
function takeInTurns(
  images: readonly PlacedImage[],
  kindOf: (image: PlacedImage) => number,
): PlacedImage[] {
  const kinds = [...Map.groupBy(images, kindOf).values()];
  const rounds = Math.max(0, ...kinds.map(({ length }) => length));
  return Array.from(
    { length: rounds },
    (_, round) => kinds.flatMap((kind) => kind.slice(round, round + 1)),
  )
    .flat();
}
