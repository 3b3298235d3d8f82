/** The confusion matrix to explore, and the images behind the chosen cell; scripts fill both. */

import { type Markup, markup, NOTHING } from "../../html_text.ts";
import { percentText } from "../../number_text.ts";
import type { PageContext } from "./page_images.ts";

/** Shares that the scale of colours names; the script colours the field above each. */
const SCALE_SHARES = [0.002, 0.01, 0.05, 0.2, 1];

/** Returns the map, its controls and the panel of images. */
export function confusionExplorer({ findings, images }: PageContext): Markup {
  const options = findings.matrix.characters.map((text, label) =>
    markup`<option value="${label}">${text}</option>`
  );
  const scale = SCALE_SHARES.map((share) =>
    markup`<span data-share="${share}">${percentText(share, share < 0.01 ? 1 : 0)}</span>`
  );
  return markup`<p>Rows are what was written, columns what the model read; the stronger a cell's colour, the larger
its share of the row. A frame holds characters that are often taken for each other. Choose a
cell to see its images: with the pointer, or with the arrow keys and Enter.</p>
<div class="controls">
<label>Order <select id="map-order"><option value="look-alikes">look-alikes together</option><option value="class">class order</option></select></label>
<label>Colours <select id="map-scale"><option value="log">logarithmic</option><option value="linear">linear</option></select></label>
<label><input type="checkbox" id="map-right"> show right answers</label>
<p class="map-legend" id="map-legend"><span>share of the row</span>${scale}</p>
</div>
<div class="explorer">
<div>
<p class="axis-name">written ↓ read as →</p>
<div class="scroll"><div id="confusion-map" role="grid" aria-label="Confusion matrix: rows written, columns read as"></div></div>
<noscript>The map needs JavaScript; the same numbers are in confusion.csv beside this page.</noscript>
</div>
<aside id="image-panel" data-columns="${images?.columns ?? 1}" aria-labelledby="panel-title">
<p class="picker"><label>written <select id="panel-written">${options}</select></label>
<label>read as <select id="panel-read">${options}</select></label></p>
<div aria-live="polite"><h3 id="panel-title">Choose a cell</h3><p id="panel-note"></p></div>
<div id="panel-images" class="glyphs"></div>
${images === null ? NOTHING : markup`<button type="button" id="panel-more" hidden></button>`}
</aside>
</div>`;
}
