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

function explain(shown: number, count: number, isRight: boolean): string {
  const answers = isRight ? "right answers" : count === 1 ? "error" : "errors";
  if (count === 0) return "No test image was read this way.";
  if (page.cells.length === 0) return `${count.toLocaleString("en-US")} ${answers}.`;
  if (shown === count) return `All ${count.toLocaleString("en-US")} ${answers}, the surest first.`;
  return `The ${shown} surest of ${count.toLocaleString("en-US")} ${answers}.`;
}

function show({ trueClass, predictedClass, reveal }: CellChoice): void {
  const { characters, counts } = page;
  const number = trueClass * characters.length + predictedClass;
  const name = `${characters[trueClass]} read as ${characters[predictedClass]}`;
  const cell = cells.get(number);
  const figures = (cell?.confidences ?? []).map((confidence, position) =>
    figure((cell?.first ?? 0) + position, confidence, cell?.indices[position] ?? 0, name)
  );
  images?.replaceChildren(...figures);
  if (title !== null) title.textContent = name;
  if (note !== null) {
    note.textContent = explain(figures.length, counts[number], trueClass === predictedClass);
  }
  if (writtenSelect !== null) writtenSelect.value = String(trueClass);
  if (readSelect !== null) readSelect.value = String(predictedClass);
  if (reveal) panel?.scrollIntoView({ behavior: "smooth", block: "nearest" });
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
