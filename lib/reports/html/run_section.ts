/** How a run went and how it was made. */

import { countText, percentText } from "../../number_text.ts";
import { describeRun } from "../run_description.ts";
import { type Markup, markup } from "../../html_text.ts";
import { chartFigure, type PageContext } from "./page_context.ts";

/** Returns the section on training and the section on the run itself. */
export function runSections({ findings, charts }: PageContext): Markup {
  const { record } = findings;
  const share = (value: number | null) => value === null ? "–" : percentText(value);
  const epochs = record.history.map((epoch) =>
    markup`<tr><th scope="row">${epoch.epoch}</th><td class="number">${
      epoch.loss.toFixed(4)
    }</td><td class="number">${share(epoch.accuracy)}</td><td class="number">${
      epoch.validationLoss?.toFixed(4) ?? "–"
    }</td><td class="number">${share(epoch.validationAccuracy)}</td><td class="number">${
      epoch.learningRate.toPrecision(3)
    }</td><td class="number">${epoch.seconds.toFixed(1)}</td><td class="number">${
      countText(Math.round(epoch.imagesPerSecond))
    }</td></tr>`
  );
  const facts = describeRun(record.config).map(({ name, value }) =>
    markup`<div><dt>${name}</dt><dd>${value}</dd></div>`
  );
  return markup`<section id="training">
<h2>How the training went</h2>
${chartFigure(charts.learningCurves, "wide")}
<details class="more"><summary>Every epoch in numbers</summary>
<div class="scroll"><table>
<thead><tr><th>epoch</th><th class="number">loss</th><th class="number">accuracy</th><th class="number">validation loss</th><th class="number">validation accuracy</th><th class="number">learning rate</th><th class="number">seconds</th><th class="number">images/s</th></tr></thead>
<tbody>${epochs}</tbody>
</table></div></details>
</section>
<section id="run">
<h2>How this run was made</h2>
<p><code class="command">${record.config.command}</code></p>
<dl class="run-facts">${facts}</dl>
</section>`;
}
