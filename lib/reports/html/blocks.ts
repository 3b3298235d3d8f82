/** The blocks of a report as HTML. */

import { chartTexts } from "../../charts/chart_spec.ts";
import { type Markup, markup, NOTHING, trusted } from "../../html_text.ts";
import {
  type Block,
  blocksFor,
  type Measure,
  measureTable,
  type ReportChart,
  type Section,
  type Table,
  type TableCell,
} from "../report.ts";
import { confusionExplorer } from "./confusion_explorer.ts";
import { errorGallery } from "./error_gallery.ts";
import { character, type PageContext } from "./page_images.ts";
import { pairCards } from "./pair_cards.ts";

/** Measures that get a card of their own; the others stand in a table. */
const CARDS = 4;

/** Returns a section; what its chart or its blocks find is its heading. */
export function renderSection(section: Section, context: PageContext): Markup {
  const blocks = blocksFor("page", section).map((block) => renderBlock(block, context));
  return markup`<section id="${section.id}">
<h2>${section.finding ?? section.title}</h2>
${blocks}
</section>
`;
}

function renderBlock(block: Block, context: PageContext): Markup {
  switch (block.kind) {
    case "paragraph":
      return markup`<p>${block.text}</p>`;
    case "measures":
      return renderMeasures(block.measures);
    case "table":
      return renderTable(block.table);
    case "charts":
      return renderCharts(block.charts, context);
    case "command":
      return markup`<p><code class="command">${block.command}</code></p>`;
    case "explorer":
      return confusionExplorer(context);
    case "pairs":
      return pairCards(block.pairs, context);
    case "gallery":
      return errorGallery(context);
  }
}

/** Returns the most important figures as cards, and all of them in a table. */
function renderMeasures(measures: readonly Measure[]): Markup {
  const cards = measures.slice(0, CARDS).map(({ name, value, interval, meaning }) =>
    markup`<div class="card">
<p class="name">${name}</p>
<p class="value">${value}</p>
<p class="interval">${interval === "" ? NOTHING : `95 %: ${interval}`}</p>
<p class="meaning">${meaning}</p>
</div>`
  );
  const table = renderTable({
    ...measureTable(measures.map((each) => ({ ...each, interval: each.interval || "–" }))),
    title: "All figures",
    isFolded: true,
  });
  return markup`<div class="cards">${cards}</div>${table}`;
}

/** Returns a table; its first column are the headings of its rows. */
export function renderTable({ title, isFolded, columns, rows, sortedBy }: Table): Markup {
  const isSortable = sortedBy !== undefined;
  const headings = columns.map(({ name, isNumber }, index) =>
    markup`<th scope="col"${numberClass(isNumber)}${
      index === sortedBy ? markup` aria-sort="ascending"` : NOTHING
    }>${isSortable ? markup`<button type="button">${name}</button>` : name}</th>`
  );
  const body = rows.map((cells) =>
    markup`<tr>${
      cells.map((cell, index) =>
        index === 0
          ? markup`<th scope="row"${numberClass(columns[0].isNumber)}>${cellContent(cell)}</th>`
          : markup`<td${numberClass(columns[index].isNumber)}${
            cell.sortBy === undefined ? NOTHING : markup` data-sort="${cell.sortBy}"`
          }>${cellContent(cell)}</td>`
      )
    }</tr>\n`
  );
  const table = markup`<div class="scroll"><table${
    isSortable ? markup` class="sortable"` : NOTHING
  }>
<thead><tr>${headings}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
  if (isFolded === true) {
    return markup`<details class="more"><summary>${title ?? ""}</summary>${table}</details>`;
  }
  return title === undefined ? table : markup`<h3>${title}</h3>${table}`;
}

function numberClass(isNumber: boolean | undefined): Markup {
  return isNumber === true ? markup` class="number"` : NOTHING;
}

function cellContent({ characters = [], text }: TableCell): Markup {
  return markup`${characters.map(character)}${text === "" ? "" : ` ${text}`}`;
}

/** Returns charts, each with its finding as a heading above it. */
function renderCharts(charts: readonly ReportChart[], { drawings }: PageContext): Markup {
  const figures = charts.map(({ name, spec }) => {
    const { finding, caption } = chartTexts(spec);
    return markup`<figure class="chart">
<h3>${finding}</h3>
<figcaption>${caption}</figcaption>
<div class="drawing" role="group" aria-label="${finding}" tabindex="0">${
      trusted(drawings.get(name) ?? "")
    }</div>
</figure>`;
  });
  return markup`<div class="${charts.length === 1 ? "wide" : "columns"}">${figures}</div>`;
}
