/** The pairs of characters that cost most, each with examples of both directions. */

import type { ConfusionPair } from "../../evaluation/top_confusions.ts";
import { type Markup, markup, NOTHING } from "../../html_text.ts";
import { countOf, countText, percentText } from "../../number_text.ts";
import { character, glyph, type PageContext } from "./page_images.ts";

/** Examples of one direction of a pair. */
const EXAMPLES = 6;

/** Returns one card a pair; `pairs` begins with the most frequent one. */
export function pairCards(pairs: readonly ConfusionPair[], context: PageContext): Markup {
  const cards = pairs.map(({ classes: [first, second], characters, count, shareOfErrors }) =>
    markup`<article class="pair">
<h3>${characters.map(character)}</h3>
<p class="share"><span class="bar" style="--share:${(count / pairs[0].count).toFixed(3)}"></span>${
      countOf(count, "error")
    }, ${percentText(shareOfErrors)} of all</p>
${direction([first, second], context)}
${direction([second, first], context)}
</article>`
  );
  return markup`<div class="pairs">${cards}</div>`;
}

function direction(
  [written, read]: readonly [number, number],
  { findings, images }: PageContext,
): Markup {
  const { counts, characters } = findings.matrix;
  const count = counts[written * characters.length + read];
  if (count === 0) return NOTHING;
  const [from, to] = [characters[written], characters[read]];
  const examples = (images?.placed ?? [])
    .filter(({ trueClass, predictedClass }) => trueClass === written && predictedClass === read)
    .slice(0, EXAMPLES)
    .map((image) => glyph(image, `${from} read as ${to}, ${percentText(image.confidence)} sure`));
  return markup`<button type="button" data-true="${written}" data-predicted="${read}">${
    character(from)
  } read as ${character(to)}<span class="count">${countText(count)}</span></button>
<div class="glyphs small">${examples}</div>`;
}
