/** Tables of frames and models, in words and percentages. */

import { assert, assertEquals } from "@std/assert";
import { createBaselineCnn } from "../../lib/models/baseline_cnn.ts";
import { frameTable, modelTable, tableBundle } from "../../lib/notebook/tables.ts";
import { needsPermissions } from "../permissions.ts";

const table = {
  columns: [{ name: "pair", alignment: "left" }, { name: "count", alignment: "right" }],
  rows: [['a<b & "c"', "12"], ["I", "7"]],
  caption: "Pairs",
  footnote: "and 3 more rows",
} as const;

const htmlOf = (shown: typeof table) => String(tableBundle(shown)["text/html"]);

Deno.test("tableBundle() escapes what a cell holds", () => {
  const html = htmlOf(table);
  assert(html.includes(">a&lt;b &amp; &quot;c&quot;</td>"), html);
  assert(!html.includes("a<b"), html);
});

Deno.test(
  "tableBundle() aligns a column in a way that GitHub keeps",
  () => {
    assert(htmlOf(table).includes('<td align="right" style="text-align: right">12</td>'));
  },
);

Deno.test("tableBundle() lines the columns up", () => {
  assertEquals(
    tableBundle(table)["text/plain"],
    'Pairs\npair       count\na<b & "c"     12\nI              7\nand 3 more rows',
  );
});

Deno.test("frameTable() sets numbers right and words left", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const { columns } = frameTable(pl.readRecords([{ character: "A", count: 2400 }]));
  assertEquals(columns, [
    { name: "character", alignment: "left" },
    { name: "count", alignment: "right" },
  ]);
});

Deno.test(
  "frameTable() writes whole columns whole and others with equal digits",
  needsPermissions,
  async () => {
    const { default: pl } = await import("nodejs-polars");
    const frame = pl.readRecords([{ count: 2400, width: 0.5 }, { count: 559, width: 0.12345 }]);
    assertEquals(frameTable(frame).rows, [["2,400", "0.500"], ["559", "0.123"]]);
    assertEquals(frameTable(frame, { digits: 1 }).rows, [["2,400", "0.5"], ["559", "0.1"]]);
  },
);

Deno.test("frameTable() spares large numbers their decimals", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const frame = pl.readRecords([{ imagesPerSecond: 999.96 }, { imagesPerSecond: 3643.638 }]);
  assertEquals(frameTable(frame).rows, [["1,000"], ["3,644"]]);
});

Deno.test("frameTable() writes a missing value as a dash", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const frame = pl.DataFrame([pl.Series("second", ["O", null], pl.String)]);
  assertEquals(frameTable(frame).rows, [["O"], ["–"]]);
});

Deno.test("frameTable() says how many rows it left out", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const frame = pl.DataFrame({ index: Array.from({ length: 1300 }, (_, index) => index) });
  const table = frameTable(frame, { rowLimit: 3 });
  assertEquals(table.rows, [["0"], ["1"], ["2"]]);
  assertEquals(table.footnote, "and 1,297 more rows");
  assertEquals(frameTable(frame.head(3)).footnote, undefined);
});

Deno.test(
  "frameTable() writes shares as percentages, headings in words, and yes for true",
  needsPermissions,
  async () => {
    const { default: pl } = await import("nodejs-polars");
    const frame = pl.readRecords([
      { trueProbability: 0.034, f1: 1, shareOfErrors: 0.5, correct: true },
    ]);
    const { columns, rows } = frameTable(frame);
    assertEquals(columns.map(({ name }) => name), [
      "true probability",
      "F1",
      "share of errors",
      "correct",
    ]);
    assertEquals(rows, [["3.4\u00a0%", "100.0\u00a0%", "50.0\u00a0%", "yes"]]);
  },
);

Deno.test(
  "modelTable() counts the baseline CNN as it is counted by hand",
  () => {
    const model = createBaselineCnn({ seed: 0 });
    const { rows } = modelTable(model);
    model.dispose();
    assertEquals(rows.map(([name, , output, , parameters]) => [name, output, parameters]), [
      ["convolution1", "[batch, 26, 26, 32]", "320"],
      ["pooling1", "[batch, 13, 13, 32]", "0"],
      ["convolution2", "[batch, 11, 11, 64]", "18,496"],
      ["pooling2", "[batch, 5, 5, 64]", "0"],
      ["convolution3", "[batch, 3, 3, 128]", "73,856"],
      ["flatten", "[batch, 1152]", "0"],
      ["dense1", "[batch, 128]", "147,584"],
      ["probabilities", "[batch, 47]", "6,063"],
      ["total", "", "246,319"],
    ]);
  },
);

Deno.test(
  "modelTable() shows the shapes of a layer's kernel and bias",
  () => {
    const model = createBaselineCnn({ seed: 0 });
    const { rows } = modelTable(model);
    model.dispose();
    assertEquals(rows[0][3], "[3, 3, 1, 32] + [32]");
    assertEquals(rows[1][3], "–");
  },
);
