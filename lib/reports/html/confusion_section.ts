/** The confusion matrix to explore, and the images behind the chosen cell. */

import { countText, percentText } from "../../number_text.ts";
import type { Findings } from "../findings.ts";
import { character, type PageContext } from "./page_context.ts";
import { type Markup, markup, NOTHING } from "../../html_text.ts";

/** Returns the section; its scripts fill the map and the panel. */
export function confusionSection({ findings, images }: PageContext): Markup {
  const { matrix, groups, groupedErrors, errors } = findings;
  const options = matrix.characters.map((text, label) =>
    markup`<option value="${label}">${text}</option>`
  );
  const finding = groups.length === 0
    ? "No characters are confused often enough to form a group"
    : `${percentText(groupedErrors, 0)} of ${countText(errors)} errors stay within look-alikes`;
  return markup`<section id="confusion">
<h2>${finding}</h2>
<p>Rows are what was written, columns what the model read; the stronger a cell's colour, the larger
its share of the row. A frame holds characters that are often taken for each other. Choose a
cell to see its images: with the pointer, or with the arrow keys and Enter.</p>
<div class="controls">
<label>Order <select id="map-order"><option value="look-alikes">look-alikes together</option><option value="class">class order</option></select></label>
<label>Colours <select id="map-scale"><option value="log">logarithmic</option><option value="linear">linear</option></select></label>
<label><input type="checkbox" id="map-right"> show right answers</label>
</div>
<div class="explorer">
<div class="map-frame-box">
<p class="axis-name">written ↓ read as →</p>
<div class="scroll"><div id="confusion-map" role="grid" aria-label="Confusion matrix: rows written, columns read as"></div></div>
<noscript>The map needs JavaScript; the same numbers are in confusion.csv beside this page.</noscript>
</div>
<aside id="image-panel" data-columns="${images?.sprite.columns ?? 1}" aria-labelledby="panel-title">
<p class="picker"><label>written <select id="panel-written">${options}</select></label>
<label>read as <select id="panel-read">${options}</select></label></p>
<div aria-live="polite"><h3 id="panel-title">Choose a cell</h3><p id="panel-note"></p></div>
<div id="panel-images" class="glyphs"></div>
</aside>
</div>
${groupTable(findings)}
</section>`;
}

function groupTable({ groups }: Findings): Markup {
  if (groups.length === 0) return NOTHING;
  return markup`<h3>Groups of look-alikes</h3>
<div class="scroll"><table>
<thead><tr><th>group</th><th class="number">errors within it</th><th class="number">share of all errors</th></tr></thead>
<tbody>${
    groups.map(({ characters, errors, shareOfErrors }) =>
      markup`<tr><th scope="row">${characters.map(character)}</th><td class="number">${
        countText(errors)
      }</td><td class="number">${percentText(shareOfErrors)}</td></tr>`
    )
  }</tbody>
</table></div>`;
}
