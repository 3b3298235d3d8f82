/** The pairs of characters that cost most, with examples of both directions. */

import { percentText } from "../../number_text.ts";
import type { ConfusionPair } from "../../evaluation/top_confusions.ts";
import { type Markup, markup, NOTHING } from "../../html_text.ts";
import { glyph, type PageContext, type PlacedImage, placedImages } from "./page_context.ts";

/** Pairs that get a card. */
const SHOWN_PAIRS = 9;

/** Examples of one direction of a pair. */
const EXAMPLES = 6;

/** Returns the section. */
export function pairsSection(context: PageContext): Markup {
  const { pairs } = context.findings;
  if (pairs.length === 0) return NOTHING;
  const shown = pairs.slice(0, SHOWN_PAIRS);
  const share = shown.reduce((sum, { shareOfErrors }) => sum + shareOfErrors, 0);
  const placed = placedImages(context.images);
  const finding = shown.length === 1
    ? `One pair makes ${percentText(share, 0)} of all errors`
    : `${shown.length} pairs make ${percentText(share, 0)} of all errors`;
  return markup`<section id="pairs">
<h2>${finding}</h2>
<p>Images that were read wrongly, the surest first. A heading opens all of them in the map above.</p>
<div class="pairs">${shown.map((pair) => pairCard(context, pair, placed))}</div>
</section>`;
}

function pairCard(
  context: PageContext,
  { classes, characters, count, shareOfErrors }: ConfusionPair,
  placed: readonly PlacedImage[],
): Markup {
  const [first, second] = classes;
  const most = context.findings.pairs[0].count;
  return markup`<article class="pair">
<h3><span class="character">${characters[0]}</span><span class="character">${
    characters[1]
  }</span></h3>
<p class="share"><span class="bar" style="--share:${
    (count / most).toFixed(3)
  }"></span>${count} errors, ${percentText(shareOfErrors)} of all</p>
${direction(context, [first, second], placed)}
${direction(context, [second, first], placed)}
</article>`;
}

function direction(
  { findings, images }: PageContext,
  [written, read]: readonly [number, number],
  placed: readonly PlacedImage[],
): Markup {
  const { counts, characters } = findings.matrix;
  const count = counts[written * characters.length + read];
  if (count === 0) return NOTHING;
  const examples = placed
    .filter(({ trueClass, predictedClass }) => trueClass === written && predictedClass === read)
    .slice(0, EXAMPLES);
  return markup`<button type="button" data-true="${written}" data-predicted="${read}"><span class="character">${
    characters[written]
  }</span> read as <span class="character">${
    characters[read]
  }</span><span class="count">${count}</span></button>
<div class="glyphs small">${
    images === null ? NOTHING : examples.map((image) =>
      glyph(
        image,
        images.sprite,
        `${characters[written]} read as ${characters[read]}, ${percentText(image.confidence)} sure`,
      )
    )
  }</div>`;
}
