/// <reference lib="dom" />
/** Tooltips of a report page: what the pointer is over, in the words that screen readers get. */

const MARKS = ["bar", "point", "line mark", "rect mark"];
const SELECTOR = ["[role=gridcell]", "[data-tip]"]
  .concat(MARKS.map((mark) => `svg [aria-roledescription="${mark}"]`))
  .join(", ");
const MARGIN = 12;

const tooltip = document.createElement("div");
tooltip.className = "tooltip";
tooltip.hidden = true;
tooltip.setAttribute("aria-hidden", "true");
document.body.append(tooltip);

function describe(target: EventTarget | null): string {
  const element = target instanceof Element ? target.closest(SELECTOR) : null;
  return element?.getAttribute("data-tip") ?? element?.getAttribute("aria-label") ?? "";
}

/** Shows `text` beside a point of the window, kept inside it. */
function showAt(text: string, x: number, y: number): void {
  tooltip.hidden = text === "";
  if (tooltip.hidden) return;
  tooltip.textContent = text;
  const { width, height } = tooltip.getBoundingClientRect();
  const left = x + MARGIN + width > innerWidth ? x - MARGIN - width : x + MARGIN;
  const top = y + MARGIN + height > innerHeight ? y - MARGIN - height : y + MARGIN;
  tooltip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
}

document.addEventListener("pointermove", (event) => {
  showAt(describe(event.target), event.clientX, event.clientY);
});
document.addEventListener("pointerleave", () => showAt("", 0, 0));
document.addEventListener("focusin", (event) => {
  const { target } = event;
  if (!(target instanceof Element) || !target.matches("[role=gridcell]:focus-visible")) return;
  const { right, bottom } = target.getBoundingClientRect();
  showAt(describe(target), right, bottom);
});
document.addEventListener("focusout", () => showAt("", 0, 0));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") showAt("", 0, 0);
});
