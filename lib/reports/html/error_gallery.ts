/** Galleries of errors: those that the model was surest of, and a puzzle of look-alikes. */

import { type Markup, markup, NOTHING } from "../../html_text.ts";
import { countOf, percentText } from "../../number_text.ts";
import { character, glyph, type PageContext, type PlacedImage } from "./page_images.ts";

const SHOWN_ERRORS = 48;

const PUZZLE_IMAGES = 24;

/** Returns the errors that the model was surest of, or nothing where there are no images. */
export function errorGallery({ findings, images }: PageContext): Markup {
  const { characters } = findings.matrix;
  const surest = errorsOf(images?.placed ?? [])
    .sort((first, second) => second.confidence - first.confidence)
    .slice(0, SHOWN_ERRORS);
  const last = surest.at(-1);
  if (last === undefined) return NOTHING;
  const figures = surest.map((image) => {
    const [written, read] = [characters[image.trueClass], characters[image.predictedClass]];
    const sure = percentText(image.confidence);
    return markup`<figure data-tip="test image ${image.index}">
${glyph(image, `labelled ${written}, read as ${read}, ${sure} sure`)}
<figcaption>${character(`${written} → ${read}`)}<small>${sure}</small></figcaption>
</figure>`;
  });
  const lowest = percentText(Math.floor(1000 * last.confidence) / 1000);
  return markup`<h3>${countOf(surest.length, "error")} that it was at least ${lowest} sure of</h3>
<div class="glyphs gallery">${figures}</div>`;
}

/** Returns errors within the group of look-alikes that has most, or nothing without images or groups. */
export function lookAlikePuzzle({ findings, images }: PageContext): Markup {
  const [group] = findings.groups;
  if (images === null || group === undefined) return NOTHING;
  const { characters } = findings.matrix;
  const mistaken = errorsOf(images.placed).filter(({ trueClass, predictedClass }) =>
    group.classes.includes(trueClass) && group.classes.includes(predictedClass)
  );
  const shown = takeInTurns(mistaken, ({ trueClass }) => trueClass).slice(0, PUZZLE_IMAGES);
  const pictures = shown.map((image) => {
    const answer = `it is ${characters[image.trueClass]}, read as ${
      characters[image.predictedClass]
    }`;
    return markup`<span data-tip="${answer}">${glyph(image, answer)}</span>`;
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

function errorsOf(placed: readonly PlacedImage[]): PlacedImage[] {
  return placed.filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
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
  ).flat();
}
