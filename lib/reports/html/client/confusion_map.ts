/// <reference lib="dom" />
/** The confusion matrix as a grid to explore with pointer or arrow keys. */

import type { CellChoice, PageData } from "./page_data.ts";

const data: PageData = JSON.parse(document.querySelector("#page-data")?.textContent ?? "{}");
const { characters, counts, order, groups } = data;
const classes = characters.length;
const support = characters.map((_, row) =>
  counts.slice(row * classes, (row + 1) * classes).reduce((sum, count) => sum + count, 0)
);
const grid = document.querySelector<HTMLElement>("#confusion-map");
const orderSelect = document.querySelector<HTMLSelectElement>("#map-order");
const scaleSelect = document.querySelector<HTMLSelectElement>("#map-scale");
const rightSwitch = document.querySelector<HTMLInputElement>("#map-right");

/** The smallest share that the logarithmic scale tells from nothing. */
const LOWEST_SHARE = 0.002;
const HEAT_STOPS = 5;

/** Class indices along both axes, and the place that the keyboard is at. */
let axis: readonly number[] = [];
let [currentRow, currentColumn] = [0, 0];

/** The cell whose images are shown. */
let chosen: CellChoice | undefined;

function summary(row: number, column: number): string {
  const count = counts[row * classes + column];
  if (support[row] === 0) return `${characters[row]}: no images`;
  const share = 100 * count / support[row];
  return `${characters[row]} read as ${characters[column]}: ${count.toLocaleString("en-US")} of ` +
    `${support[row].toLocaleString("en-US")} (${share.toFixed(1)} %)`;
}

/** A colour between two neighbouring stops of the heat map. */
function heat(share: number): string {
  const place = scaleSelect?.value === "linear"
    ? share
    : Math.max(0, 1 - Math.log(share) / Math.log(LOWEST_SHARE));
  const scaled = Math.min(HEAT_STOPS - 1 - 1e-9, place * (HEAT_STOPS - 1));
  const stop = Math.floor(scaled) + 1;
  const percent = Math.round(100 * (scaled % 1));
  return `color-mix(in oklab, var(--heat-${stop + 1}) ${percent}%, var(--heat-${stop}))`;
}

function cellAt(row: number, column: number): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`) ?? null;
}

function header(role: "rowheader" | "columnheader", place: number, area: string): HTMLElement {
  const element = document.createElement("span");
  element.setAttribute("role", role);
  element.className = "map-label";
  element.dataset[role === "rowheader" ? "row" : "column"] = String(place);
  element.style.gridArea = area;
  element.textContent = characters[axis[place]];
  return element;
}

function createCell(row: number, column: number): HTMLElement {
  const [written, read] = [axis[row], axis[column]];
  const count = counts[written * classes + read];
  const cell = document.createElement("span");
  cell.setAttribute("role", "gridcell");
  cell.setAttribute("aria-label", summary(written, read));
  cell.setAttribute("aria-selected", "false");
  cell.dataset.cell = `${row}-${column}`;
  cell.tabIndex = -1;
  cell.style.gridArea = `${row + 2} / ${column + 2}`;
  const isShown = count > 0 && (written !== read || rightSwitch?.checked === true);
  if (isShown) cell.style.background = heat(count / support[written]);
  if (written === read) cell.classList.add("diagonal");
  return cell;
}

/** A frame around each group whose classes lie together in the present order. */
function frames(): HTMLElement[] {
  return groups.flatMap((group) => {
    const places = group.map((label) => axis.indexOf(label));
    const [first, last] = [Math.min(...places), Math.max(...places)];
    if (last - first !== group.length - 1) return [];
    const frame = document.createElement("span");
    frame.className = "map-frame";
    frame.setAttribute("aria-hidden", "true");
    frame.style.gridArea = `${first + 2} / ${first + 2} / ${last + 3} / ${last + 3}`;
    return [frame];
  });
}

/** Colours the scale; a linear one names other shares. */
function drawScale(): void {
  const marks = document.querySelectorAll<HTMLElement>("#map-legend [data-share]");
  for (const [place, mark] of [...marks].entries()) {
    const share = scaleSelect?.value === "linear"
      ? (place + 1) / marks.length
      : Number(mark.dataset.share);
    mark.textContent = `${Number((100 * share).toPrecision(2))} %`;
    mark.style.setProperty("--colour", heat(share));
  }
}

function draw(): void {
  if (grid === null) return;
  drawScale();
  axis = orderSelect?.value === "class" ? [...characters.keys()] : order;
  const headings = document.createElement("div");
  headings.setAttribute("role", "row");
  headings.append(...axis.map((_, place) => header("columnheader", place, `1 / ${place + 2}`)));
  const rows = axis.map((_, row) => {
    const element = document.createElement("div");
    element.setAttribute("role", "row");
    element.append(
      header("rowheader", row, `${row + 2} / 1`),
      ...axis.map((_, column) => createCell(row, column)),
    );
    return element;
  });
  grid.replaceChildren(headings, ...rows, ...frames());
  grid.style.setProperty("--classes", String(classes));
  moveTo(currentRow, currentColumn, false);
  markChosen();
}

/** Marks the chosen cell, wherever the present order puts it, and lets the keyboard start there. */
function markChosen(): void {
  if (chosen === undefined) return;
  for (const cell of grid?.querySelectorAll('[aria-selected="true"]') ?? []) {
    cell.setAttribute("aria-selected", "false");
  }
  const [row, column] = [axis.indexOf(chosen.trueClass), axis.indexOf(chosen.predictedClass)];
  cellAt(row, column)?.setAttribute("aria-selected", "true");
  moveTo(row, column, false);
}

function moveTo(row: number, column: number, focus: boolean): void {
  cellAt(currentRow, currentColumn)?.setAttribute("tabindex", "-1");
  currentRow = Math.min(classes - 1, Math.max(0, row));
  currentColumn = Math.min(classes - 1, Math.max(0, column));
  const cell = cellAt(currentRow, currentColumn);
  cell?.setAttribute("tabindex", "0");
  if (focus) cell?.focus();
}

function light(place: string | undefined): void {
  for (const lit of grid?.querySelectorAll(".lit") ?? []) lit.classList.remove("lit");
  if (place === undefined) return;
  const [row, column] = place.split("-");
  grid?.querySelector(`[role=rowheader][data-row="${row}"]`)?.classList.add("lit");
  grid?.querySelector(`[role=columnheader][data-column="${column}"]`)?.classList.add("lit");
}

function placeOf(target: EventTarget | null): string | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  return cell?.dataset.cell;
}

function choose(place: string | undefined): void {
  if (place === undefined) return;
  const [row, column] = place.split("-").map(Number);
  const detail: CellChoice = {
    trueClass: axis[row],
    predictedClass: axis[column],
    reveal: true,
  };
  document.dispatchEvent(new CustomEvent("cellchoice", { detail }));
}

const KEYS: Readonly<Record<string, (row: number, column: number) => [number, number]>> = {
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  Home: (row) => [row, 0],
  End: (row) => [row, classes - 1],
  PageUp: (_, column) => [0, column],
  PageDown: (_, column) => [classes - 1, column],
};

grid?.addEventListener("keydown", (event) => {
  const move = KEYS[event.key];
  if (move !== undefined) moveTo(...move(currentRow, currentColumn), true);
  else if (event.key === "Enter" || event.key === " ") choose(placeOf(event.target));
  else return;
  event.preventDefault();
});
grid?.addEventListener("click", (event) => {
  const place = placeOf(event.target);
  if (place === undefined) return;
  const [row, column] = place.split("-").map(Number);
  moveTo(row, column, true);
  choose(place);
});
grid?.addEventListener("pointerover", (event) => light(placeOf(event.target)));
grid?.addEventListener("pointerleave", () => light(undefined));
grid?.addEventListener("focusin", (event) => light(placeOf(event.target)));
document.addEventListener("cellchoice", (event) => {
  if (!(event instanceof CustomEvent)) return;
  chosen = event.detail;
  markChosen();
});
for (const control of [orderSelect, scaleSelect, rightSwitch]) {
  control?.addEventListener("change", draw);
}
draw();
