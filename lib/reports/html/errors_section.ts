/** A gallery of the errors that the model was surest of. */

import { percentText } from "../../number_text.ts";
import { type Markup, markup, NOTHING } from "../../html_text.ts";
import { glyph, type PageContext, placedImages } from "./page_context.ts";

const SHOWN_ERRORS = 48;

/** Returns the section, or nothing where there are no images or no errors. */
export function errorsSection({ findings, images }: PageContext): Markup {
  const { characters } = findings.matrix;
  const surest = placedImages(images)
    .filter(({ trueClass, predictedClass }) => trueClass !== predictedClass)
    .sort((first, second) => second.confidence - first.confidence)
    .slice(0, SHOWN_ERRORS);
  const last = surest.at(-1);
  if (images === null || last === undefined) return NOTHING;
  const figures = surest.map((image) => {
    const [written, read] = [characters[image.trueClass], characters[image.predictedClass]];
    const sure = percentText(image.confidence);
    return markup`<figure data-tip="test image ${image.index}">
${glyph(image, images.sprite, `labelled ${written}, read as ${read}, ${sure} sure`)}
<figcaption><span class="character">${written} → ${read}</span><small>${sure}</small></figcaption>
</figure>`;
  });
  const lowest = percentText(Math.floor(1000 * last.confidence) / 1000);
  return markup`<section id="errors">
<h2>${surest.length} errors that it was at least ${lowest} sure of</h2>
<p>The label, what the model read, and how sure it was. Where you agree with the model, the label may
be the one that is wrong.</p>
<div class="glyphs gallery">${figures}</div>
</section>`;
}
