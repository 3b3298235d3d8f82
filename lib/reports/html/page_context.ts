/** What the sections of a page are made from. */

import type { ChartTexts } from "../../charts/chart_spec.ts";
import type { Findings } from "../findings.ts";
import type { Measure } from "../measures.ts";
import type { Answer, CellAnswers } from "../../evaluation/answers.ts";
import { type Markup, markup, NOTHING, trusted } from "../../html_text.ts";
import type { Sprite } from "./sprite.ts";

/** A chart drawn for a page; its title stands beside it as text. */
export interface PageChart extends ChartTexts {
  readonly svg: string;
}

/** The charts that a page embeds. */
export interface PageCharts {
  readonly classF1: PageChart;
  readonly reliability: PageChart;
  readonly confidence: PageChart;
  readonly learningCurves: PageChart;
}

/** The images of a page. */
export interface PageImages {
  readonly sprite: Sprite;
  /** The cells that have images, in the order in which the sprite holds them. */
  readonly cells: readonly CellAnswers[];
}

/** Everything that a page shows. */
export interface PageContext {
  readonly findings: Findings;
  readonly measures: readonly Measure[];
  readonly charts: PageCharts;
  /** Null where the images cannot be had; `imagesReason` says why. */
  readonly images: PageImages | null;
  readonly imagesReason: string;
}

/** An image of the sprite with what the model answered to it. */
export interface PlacedImage extends Answer {
  /** Place in the sprite, from 0. */
  readonly place: number;
}

/** Returns the images of a page, each with its place in the sprite. */
export function placedImages(images: PageImages | null): PlacedImage[] {
  return (images?.cells ?? [])
    .flatMap(({ answers }) => answers)
    .map((answer, place) => ({ place, ...answer }));
}

/** Returns one picture of the sprite. */
export function glyph({ place }: PlacedImage, sprite: Sprite, description: string): Markup {
  const [x, y] = [place % sprite.columns, Math.floor(place / sprite.columns)];
  return markup`<span class="glyph" role="img" aria-label="${description}" style="--x:${x};--y:${y}"></span>`;
}

/** Returns a character in the font that tells 0 from O and 1 from I. */
export function character(text: string): Markup {
  return markup`<span class="character">${text}</span>`;
}

/** Returns a chart with its finding as a heading above it. */
export function chartFigure({ finding, caption, svg }: PageChart, className = ""): Markup {
  return markup`<figure class="chart ${className}">
<h3>${finding}</h3>
<figcaption>${caption}</figcaption>
<div class="drawing" role="group" aria-label="${finding}" tabindex="0">${trusted(svg)}</div>
</figure>`;
}

/** Returns a note on why there are no pictures, or nothing where there are. */
export function imagesNote({ images, imagesReason }: PageContext): Markup {
  if (images !== null) return NOTHING;
  return markup`<p class="notice">This report shows no images: ${imagesReason}</p>`;
}
