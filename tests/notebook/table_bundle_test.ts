import { assert, assertEquals } from "@std/assert";
import { renderHtmlTable, renderTextTable } from "../../lib/notebook/table_bundle.ts";

const table = {
  columns: [{ name: "pair", alignment: "left" }, { name: "count", alignment: "right" }],
  rows: [['a<b & "c"', "12"], ["I", "7"]],
  caption: "Pairs",
  footnote: "and 3 more rows",
} as const;

Deno.test("renderHtmlTable() escapes what a cell holds", () => {
  const html = renderHtmlTable(table);
  assert(html.includes(">a&lt;b &amp; &quot;c&quot;</td>"), html);
  assert(!html.includes("a<b"), html);
});

Deno.test("renderHtmlTable() aligns a column in a way that GitHub keeps", () => {
  assert(renderHtmlTable(table).includes('<td align="right" style="text-align: right">12</td>'));
});

Deno.test("renderTextTable() lines the columns up", () => {
  assertEquals(
    renderTextTable(table),
    'Pairs\npair       count\na<b & "c"     12\nI              7\nand 3 more rows',
  );
});
