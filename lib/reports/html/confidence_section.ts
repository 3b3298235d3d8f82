/** How far the model's confidence can be believed. */

import { countText, percentText } from "../../number_text.ts";
import { type Markup, markup } from "../../html_text.ts";
import { chartFigure, type PageContext } from "./page_context.ts";

/** Returns the section. */
export function confidenceSection({ findings, charts }: PageContext): Markup {
  const rows = findings.bins.flatMap(({ low, high, count, meanConfidence, accuracy }) =>
    meanConfidence === null || accuracy === null ? [] : [
      markup`<tr><th scope="row">${percentText(low, 0)} to ${
        percentText(high, 0)
      }</th><td class="number">${countText(count)}</td><td class="number">${
        percentText(meanConfidence)
      }</td><td class="number">${percentText(accuracy)}</td></tr>`,
    ]
  );
  return markup`<section id="confidence">
<h2>How sure it is, and how right</h2>
<div class="columns">${chartFigure(charts.reliability)}${chartFigure(charts.confidence)}</div>
<details class="more"><summary>The numbers of the diagram</summary>
<div class="scroll"><table>
<thead><tr><th>confidence</th><th class="number">images</th><th class="number">said</th><th class="number">was right</th></tr></thead>
<tbody>${rows}</tbody>
</table></div></details>
</section>`;
}
