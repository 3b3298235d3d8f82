/** The top of a page: the finding in a headline, and the figures with their intervals. */

import { countText } from "../../number_text.ts";
import { headline, summarySentences } from "../headline.ts";
import type { Measure } from "../measures.ts";
import { type Markup, markup, NOTHING } from "../../html_text.ts";
import { specimen } from "./specimen.ts";
import { imagesNote, type PageContext } from "./page_context.ts";

/** Measures that get a card of their own; the others stand in a table. */
const CARDS = 4;

/** Returns the head of the page. */
export function headSection(context: PageContext): Markup {
  const { findings, measures } = context;
  const { config } = findings.record;
  const facts = [
    `run ${findings.name}`,
    `${config.options.evaluation} images of ${config.dataset.name}`,
    `model ${config.model.name}, ${countText(config.model.parameters)} parameters`,
    config.startedAt.slice(0, 10),
  ];
  return markup`<header class="head" id="overview">
<p class="facts">${facts.map((fact) => markup`<span>${fact}</span>`)}</p>
<div class="hero">
<div>
<h1>${headline(findings)}</h1>
${summarySentences(findings).map((sentence) => markup`<p class="lead">${sentence}</p>`)}
${imagesNote(context)}
</div>
${specimen(context)}
</div>
<div class="cards">${measures.slice(0, CARDS).map(card)}</div>
<details class="more"><summary>All figures</summary>${measureTable(measures)}</details>
</header>`;
}

function card({ name, value, interval, meaning }: Measure): Markup {
  return markup`<div class="card">
<p class="name">${name}</p>
<p class="value">${value}</p>
<p class="interval">${interval === "" ? NOTHING : `95 %: ${interval}`}</p>
<p class="meaning">${meaning}</p>
</div>`;
}

function measureTable(measures: readonly Measure[]): Markup {
  const rows = measures.map(({ name, value, interval, meaning }) =>
    markup`<tr><th scope="row">${name}</th><td class="number">${value}</td><td class="number">${
      interval === "" ? "–" : interval
    }</td><td>${meaning}</td></tr>`
  );
  return markup`<div class="scroll"><table>
<thead><tr><th>figure</th><th class="number">value</th><th class="number">95 % interval</th><th>meaning</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
