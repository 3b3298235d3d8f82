/** Tables without borders, so that a long line may run over the edge and a command may be copied. */

/** Returns rows of texts as aligned columns, two spaces apart. */
export async function renderColumns(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const table = new Table({ chars: NO_BORDERS, style: { "padding-left": 0, "padding-right": 2 } });
  // A plain space, so that what is printed can be searched for.
  for (const row of rows) table.push(row.map((text) => text.replaceAll("\u00a0", " ")));
  return table.toString().replaceAll(/ +$/gm, "");
}

const NO_BORDERS = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid", "middle"].flatMap((side) =>
    ["", "-mid", "-left", "-right"].map((part) => [side + part, ""])
  ),
);
