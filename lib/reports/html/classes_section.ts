/** Every character with its figures, to be sorted. */

import { countText, percentText } from "../../number_text.ts";
import { wilsonInterval } from "../../evaluation/accuracy_interval.ts";
import type { ClassMetrics } from "../../evaluation/class_metrics.ts";
import { topConfusions } from "../../evaluation/top_confusions.ts";
import { rangeText } from "../measures.ts";
import { type Markup, markup } from "../../html_text.ts";
import { chartFigure, type PageContext } from "./page_context.ts";

/** Returns the section. */
export function classesSection({ findings, charts }: PageContext): Markup {
  const confusions = topConfusions(findings.matrix);
  const rows = findings.classes
    .toSorted((first, second) => first.f1 - second.f1)
    .map((metrics) => {
      const worst = confusions.find(({ trueCharacter }) => trueCharacter === metrics.character);
      const readAs = worst === undefined
        ? markup`–`
        : markup`<span class="character">${worst.predictedCharacter}</span> ${worst.count} times`;
      return classRow(metrics, readAs, worst?.count ?? 0);
    });
  const columns = ["character", "F1", "precision", "recall", "recall, 95 %", "images", "read as"];
  const headings = columns.map((column, index) =>
    markup`<th scope="col"${
      index === 1 ? markup` aria-sort="ascending"` : markup``
    }><button type="button">${column}</button></th>`
  );
  return markup`<section id="characters">
<h2>Character by character</h2>
${chartFigure(charts.classF1, "wide")}
<details class="more"><summary>All characters in a table</summary>
<div class="scroll"><table class="sortable">
<thead><tr>${headings}</tr></thead>
<tbody>${rows}</tbody>
</table></div></details>
</section>`;
}

function classRow(
  { character, f1, precision, recall, support }: ClassMetrics,
  readAs: Markup,
  worstCount: number,
): Markup {
  const number = (value: number, text: string) =>
    markup`<td class="number" data-sort="${value}">${text}</td>`;
  const interval = wilsonInterval(Math.round(recall * support), support);
  return markup`<tr><th scope="row"><span class="character">${character}</span></th>${
    number(f1, f1.toFixed(3))
  }${number(precision, percentText(precision))}${number(recall, percentText(recall))}${
    number(interval.low, rangeText(interval, percentText))
  }${number(support, countText(support))}<td data-sort="${worstCount}">${readAs}</td></tr>`;
}
