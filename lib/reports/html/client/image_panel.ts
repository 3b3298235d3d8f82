/// <reference lib="dom" />
/** The images behind a cell of the confusion matrix, shown when one is chosen. */

import type { CellChoice, PageData } from "./page_data.ts";

const page: PageData = JSON.parse(document.querySelector("#page-data")?.textContent ?? "{}");
const cells = new Map(page.cells.map((cell) => [cell.cell, cell]));
const panel = document.querySelector<HTMLElement>("#image-panel");
const title = document.querySelector<HTMLElement>("#panel-title");
const note = document.querySelector<HTMLElement>("#panel-note");
const images = document.querySelector<HTMLElement>("#panel-images");
const writtenSelect = document.querySelector<HTMLSelectElement>("#panel-written");
const readSelect = document.querySelector<HTMLSelectElement>("#panel-read");
const more = document.querySelector<HTMLButtonElement>("#panel-more");
const columns = Number(panel?.dataset.columns ?? 1);

/** A picture of the sprite with its text below, as the page's own galleries have them. */
function figure(place: number, confidence: number, index: number, name: string): HTMLElement {
  const element = document.createElement("figure");
  const glyph = document.createElement("span");
  const percent = `${(confidence / 10).toFixed(1)} %`;
  glyph.className = "glyph";
  glyph.setAttribute("role", "img");
  glyph.setAttribute("aria-label", `${name}, ${percent} sure`);
  glyph.dataset.tip = `test image ${index}, ${percent} sure`;
  glyph.style.setProperty("--x", String(place % columns));
  glyph.style.setProperty("--y", String(Math.floor(place / columns)));
  const caption = document.createElement("figcaption");
  caption.textContent = percent;
  element.append(glyph, caption);
  return element;
}

/** Images shown before a reader asks for all: what fits beside the map. */
const FIRST_IMAGES = 24;

function explain(shown: number, count: number, isRight: boolean): string {
  const answers = (isRight ? "right answer" : "error") + (count === 1 ? "" : "s");
  if (count === 0) return "No test image was read this way.";
  if (page.cells.length === 0) return `${count.toLocaleString("en-US")} ${answers}.`;
  if (count === 1) return `The only ${answers}.`;
  if (shown === count) return `All ${count.toLocaleString("en-US")} ${answers}, the surest first.`;
  return `The ${shown} surest of ${count.toLocaleString("en-US")} ${answers}.`;
}

/** Scrolls as little as shows the panel, where a reader cannot see its images. */
function bringIntoView(): void {
  const box = images?.getBoundingClientRect();
  if (box === undefined || (box.top >= 0 && box.top < innerHeight - 80)) return;
  panel?.scrollIntoView({ behavior: "smooth", block: "nearest" });
}

function show({ trueClass, predictedClass, reveal }: CellChoice, limit = FIRST_IMAGES): void {
  const { characters, counts } = page;
  const number = trueClass * characters.length + predictedClass;
  const name = `${characters[trueClass]} read as ${characters[predictedClass]}`;
  const cell = cells.get(number);
  const known = cell?.confidences ?? [];
  const figures = known.slice(0, limit).map((confidence, position) =>
    figure((cell?.first ?? 0) + position, confidence, cell?.indices[position] ?? 0, name)
  );
  images?.replaceChildren(...figures);
  if (title !== null) title.textContent = name;
  if (note !== null) {
    note.textContent = explain(figures.length, counts[number], trueClass === predictedClass);
  }
  if (writtenSelect !== null) writtenSelect.value = String(trueClass);
  if (readSelect !== null) readSelect.value = String(predictedClass);
  if (more !== null) {
    more.hidden = figures.length === known.length;
    more.textContent = `Show ${known.length.toLocaleString("en-US")} images`;
    more.onclick = () => show({ trueClass, predictedClass, reveal: false }, Infinity);
  }
  if (reveal) bringIntoView();
}

function announce(trueClass: number, predictedClass: number, reveal: boolean): void {
  const detail: CellChoice = { trueClass, predictedClass, reveal };
  document.dispatchEvent(new CustomEvent("cellchoice", { detail }));
}

document.addEventListener("cellchoice", (event) => {
  if (event instanceof CustomEvent) show(event.detail);
});
for (const select of [writtenSelect, readSelect]) {
  select?.addEventListener("change", () => {
    announce(Number(writtenSelect?.value), Number(readSelect?.value), false);
  });
}
for (const button of document.querySelectorAll<HTMLElement>("[data-true][data-predicted]")) {
  button.addEventListener("click", () => {
    announce(Number(button.dataset.true), Number(button.dataset.predicted), true);
  });
}
const [start] = [...page.cells].sort((first, second) =>
  second.confidences.length - first.confidences.length
);
if (start !== undefined) {
  const trueClass = Math.floor(start.cell / page.characters.length);
  announce(trueClass, start.cell % page.characters.length, false);
}
