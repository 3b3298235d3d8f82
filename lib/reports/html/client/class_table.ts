/// <reference lib="dom" />
/** Tables whose rows are sorted by a click on a column's heading. */

function sortValue(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent ?? "";
}

function compare(first: string, second: string): number {
  const difference = Number(first) - Number(second);
  return Number.isNaN(difference) ? first.localeCompare(second) : difference;
}

function sortBy(table: HTMLTableElement, heading: HTMLTableCellElement): void {
  const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of heading.parentElement?.children ?? []) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction);
  const [body] = table.tBodies;
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...body.rows].sort((first, second) =>
    sign * compare(sortValue(first, heading.cellIndex), sortValue(second, heading.cellIndex))
  );
  body.append(...rows);
}

for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) {
  for (const heading of table.querySelectorAll<HTMLTableCellElement>("thead th")) {
    heading.querySelector("button")?.addEventListener("click", () => sortBy(table, heading));
  }
}
