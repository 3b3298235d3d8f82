/** The report of a reading as a page: its tables, and the lines with errors as they look. */

import { type Markup, markup } from "../../html_text.ts";
import type { Report, Table } from "../report.ts";
import { renderTable } from "./blocks.ts";
import { renderDocument } from "./html_document.ts";

/** A page with errors: its table, and its lines with errors as data URIs. */
export interface ShownPage {
  readonly table: Table;
  readonly pictures: readonly string[];
}

/** Returns the page as the text of an HTML file; it follows the system's light or dark colours. */
export async function renderReadingPage(
  { name, headline, sentences, facts, sections }: Report,
  pages: readonly ShownPage[],
): Promise<string> {
  const links = sections.map(({ id, label }) => markup`<a href="#${id}">${label}</a>`);
  const tables = sections.slice(0, -1).map(({ id, title, blocks }) =>
    markup`<section id="${id}">
<h2>${title}</h2>
${blocks.flatMap((block) => block.kind === "table" ? [renderTable(block.table)] : [])}
</section>
`
  );
  const last = sections[sections.length - 1];
  const body =
    markup`<nav aria-label="Sections"><a class="home" href="#overview">${name}</a>${links}</nav>
<main>
<header class="head" id="overview">
<p class="facts">${facts.map((fact) => markup`<span>${fact}</span>`)}</p>
<h1>${headline}</h1>
${sentences.map((sentence) => markup`<p class="lead">${sentence}</p>\n`)}
</header>
${tables}
<section id="${last.id}">
<h2>${last.title}</h2>
${pages.map(renderShownPage)}</section>
</main>`;
  return await renderDocument({ title: `${name}: ${headline}`, body });
}

function renderShownPage({ table, pictures }: ShownPage): Markup {
  const images = pictures.map((picture) =>
    markup`<p><img src="${picture}" alt="A line with errors: ${
      table.title ?? ""
    }" style="max-width: 100%; max-height: 6rem"></p>\n`
  );
  return markup`<h3>${table.title ?? ""}</h3>
${images}${renderTable({ ...table, title: undefined })}`;
}
