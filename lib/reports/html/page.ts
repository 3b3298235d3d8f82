/**
 * `report.html`: one file that works offline, in light and dark, with pointer, keyboard and reader.
 *
 * Its content security policy forbids every request, so nothing can be fetched even by mistake.
 */

import { stripTypeScriptTypes } from "node:module";
import { headline } from "../headline.ts";
import { classesSection } from "./classes_section.ts";
import type { PageCell, PageData } from "./client/page_data.ts";
import { confidenceSection } from "./confidence_section.ts";
import { confusionSection } from "./confusion_section.ts";
import { errorsSection } from "./errors_section.ts";
import { headSection } from "./head_section.ts";
import { type Markup, markup, trusted } from "../../html_text.ts";
import type { PageContext } from "./page_context.ts";
import { fontRules } from "./page_fonts.ts";
import { themeRules } from "./page_theme.ts";
import { pairsSection } from "./pairs_section.ts";
import { runSections } from "./run_section.ts";

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; " +
  "font-src data:; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** In the order in which they must run: the map listens before the panel makes its first choice. */
const SCRIPTS = ["theme_switch", "tooltip", "confusion_map", "image_panel", "class_table"];

const SECTIONS = [
  ["confusion", "Confusion"],
  ["pairs", "Pairs"],
  ["characters", "Characters"],
  ["confidence", "Confidence"],
  ["errors", "Errors"],
  ["training", "Training"],
  ["run", "Run"],
] as const;

/** Returns the page as the text of an HTML file. */
export async function renderPage(context: PageContext): Promise<string> {
  const { findings } = context;
  const styles = await readPart("styles.css");
  const scripts = await Promise.all(SCRIPTS.map(readScript));
  const sections = [
    confusionSection(context),
    pairsSection(context),
    classesSection(context),
    confidenceSection(context),
    errorsSection(context),
    runSections(context),
  ];
  const body = sections.map(({ text }) => text).join("");
  const links = SECTIONS.filter(([id]) => body.includes(`<section id="${id}"`));
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${findings.name}: ${headline(findings)}</title>
<link rel="icon" href="data:,">
<style>${trusted(await fontRules() + themeRules() + styles + spriteRules(context))}</style>
</head>
<body>
<a class="skip" href="#confusion">Skip to the confusion map</a>
<nav aria-label="Sections"><a class="home" href="#overview">${findings.name}</a>${
    links.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)
  }<button type="button" id="theme-switch" aria-label="Switch colours">☾</button></nav>
<main>
${headSection(context)}
${trusted(body)}
</main>
<script type="application/json" id="page-data">${pageData(context)}</script>
${scripts.map((script) => markup`<script type="module">${script}</script>\n`)}
</body>
</html>
`.text;
}

/** Where each picture lies in the sprite; `--size`, `--x` and `--y` come from the elements. */
function spriteRules({ images }: PageContext): string {
  if (images === null) return "";
  const { dataUri, columns, rows } = images.sprite;
  return `.glyph { background-image: url(${dataUri});
  background-size: calc(var(--size) * ${columns}) calc(var(--size) * ${rows}); }\n`;
}

/** Returns the data of the scripts as JSON that cannot end its script element early. */
function pageData({ findings, images }: PageContext): Markup {
  const { matrix, order, groups } = findings;
  const classes = matrix.characters.length;
  const cells: PageCell[] = [];
  let first = 0;
  for (const { trueClass, predictedClass, answers: shown } of images?.cells ?? []) {
    cells.push({
      ...{ cell: trueClass * classes + predictedClass, first },
      confidences: shown.map(({ confidence }) => Math.round(1000 * confidence)),
      indices: shown.map(({ index }) => index),
    });
    first += shown.length;
  }
  const data: PageData = {
    ...{ characters: matrix.characters, counts: [...matrix.counts], order: [...order], cells },
    groups: groups.map(({ classes }) => classes),
  };
  return trusted(JSON.stringify(data).replaceAll("<", "\\u003c"));
}

function readPart(path: string): Promise<string> {
  return Deno.readTextFile(new URL(path, import.meta.url));
}

/** Reads a script of the page, its types taken out. */
async function readScript(name: string): Promise<Markup> {
  const source = await readPart(`client/${name}.ts`);
  const script = stripTypeScriptTypes(source, { mode: "strip" });
  const shortened = script.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
  return trusted(`\n${shortened.join("\n")}\n`);
}
