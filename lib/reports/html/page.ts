/**
 * `report.html`: one file that works offline, in light and dark, with pointer, keyboard and reader.
 *
 * Its content security policy forbids every request, so nothing can be fetched even by mistake.
 */

import { stripTypeScriptTypes } from "node:module";
import { type Markup, markup, NOTHING, trusted } from "../../html_text.ts";
import { renderSection } from "./blocks.ts";
import type { PageCell, PageData } from "./client/page_data.ts";
import { lookAlikePuzzle } from "./error_gallery.ts";
import { renderDocument } from "./html_document.ts";
import { type PageContext, spriteRule } from "./page_images.ts";

/** In the order in which they must run: the map listens before the panel makes its first choice. */
const SCRIPTS = ["theme_switch", "tooltip", "confusion_map", "image_panel", "class_table"];

/** Returns the page as the text of an HTML file. */
export async function renderPage(context: PageContext): Promise<string> {
  const { report, images } = context;
  const scripts = await Promise.all(SCRIPTS.map(readScript));
  const links = report.sections.map(({ id, label }) => markup`<a href="#${id}">${label}</a>`);
  const body = markup`<a class="skip" href="#confusion">Skip to the confusion map</a>
<nav aria-label="Sections"><a class="home" href="#overview">${report.name}</a>${links}<button type="button" id="theme-switch" aria-label="Switch colours">☾</button></nav>
<main>
${renderHead(context)}
${report.sections.map((section) => renderSection(section, context))}</main>
<script type="application/json" id="page-data">${pageData(context)}</script>
${scripts.map((script) => markup`<script type="module">${script}</script>\n`)}`;
  return await renderDocument({
    title: `${report.name}: ${report.headline}`,
    body,
    styles: images === null ? "" : spriteRule(images),
    hasScripts: true,
  });
}

/** Returns the top of the page: the finding in a headline, what else to know, and a puzzle. */
function renderHead(context: PageContext): Markup {
  const { name, headline, sentences, facts, imagesReason } = context.report;
  return markup`<header class="head" id="overview">
<p class="facts">${[`run ${name}`, ...facts].map((fact) => markup`<span>${fact}</span>`)}</p>
<div class="hero">
<div>
<h1>${headline}</h1>
${sentences.map((sentence) => markup`<p class="lead">${sentence}</p>\n`)}
${
    imagesReason === ""
      ? NOTHING
      : markup`<p class="notice">This report shows no images: ${imagesReason}</p>`
  }
</div>
${lookAlikePuzzle(context)}
</div>
</header>`;
}

/** Returns the data of the scripts as JSON that cannot end its script element early. */
function pageData({ findings, images }: PageContext): Markup {
  const { matrix, order, groups } = findings;
  const classes = matrix.characters.length;
  const cells: PageCell[] = [];
  let first = 0;
  for (const { trueClass, predictedClass, answers } of images?.cells ?? []) {
    cells.push({
      cell: trueClass * classes + predictedClass,
      first,
      confidences: answers.map(({ confidence }) => Math.round(1000 * confidence)),
      indices: answers.map(({ index }) => index),
    });
    first += answers.length;
  }
  const data: PageData = {
    characters: matrix.characters,
    counts: [...matrix.counts],
    order,
    groups: groups.map(({ classes }) => classes),
    cells,
  };
  return trusted(JSON.stringify(data).replaceAll("<", "\\u003c"));
}

/** Reads a script of the page, its types taken out. */
async function readScript(name: string): Promise<Markup> {
  const source = await Deno.readTextFile(new URL(`client/${name}.ts`, import.meta.url));
  const script = stripTypeScriptTypes(source, { mode: "strip" });
  const shortened = script.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
  return trusted(`\n${shortened.join("\n")}\n`);
}
