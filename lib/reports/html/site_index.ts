/** The first page of a site of reports: every run with its accuracy, linked to its report. */

import { markup } from "../../html_text.ts";
import { countText, percentText, rangeText } from "../../number_text.ts";
import { dayText } from "../run_description.ts";
import type { ListedRun } from "../runs_table.ts";
import { renderDocument } from "./html_document.ts";

/** Returns the path of a run's report within the site, which is also its address. */
export function reportPath(name: string): string {
  return `${encodeURIComponent(name)}.html`;
}

/** Returns the page as the text of an HTML file; the runs keep their order. */
export function renderSiteIndex(runs: readonly ListedRun[]): Promise<string> {
  const rows = runs.map(({ name, config, metrics }) =>
    markup`<tr><th scope="row"><a href="${reportPath(name)}">${name}</a></th>
<td class="number">${percentText(metrics.accuracy)}</td>
<td class="number">${rangeText(metrics.accuracyInterval, percentText)}</td>
<td>${config.dataset.name}</td>
<td>${config.options.model}</td>
<td>${config.options.recipe ?? "–"}</td>
<td class="number">${countText(metrics.parameters)}</td>
<td>${dayText(config.startedAt)}</td></tr>\n`
  );
  const body = markup`<main>
<header class="head">
<h1>Which characters do these networks confuse?</h1>
<p class="lead">Each run ends in a report: how good the network is, which characters it takes for each
other, and what those images look like.</p>
</header>
<div class="scroll"><table>
<thead><tr><th scope="col">report</th><th scope="col" class="number">accuracy</th><th scope="col" class="number">95 % interval</th><th scope="col">data set</th><th scope="col">model</th><th scope="col">recipe</th><th scope="col" class="number">parameters</th><th scope="col">day</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
</main>`;
  return renderDocument({ title: "EMNIST on Deno: reports", body });
}
