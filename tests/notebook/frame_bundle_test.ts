import { assertEquals } from "@std/assert";
import pl from "nodejs-polars";
import { createFrameTable } from "../../lib/notebook/frame_bundle.ts";

Deno.test("createFrameTable() sets numbers right and words left", () => {
  const { columns } = createFrameTable(pl.readRecords([{ character: "A", count: 2400 }]));
  assertEquals(columns, [
    { name: "character", alignment: "left" },
    { name: "count", alignment: "right" },
  ]);
});

Deno.test("createFrameTable() writes whole columns whole and others with equal digits", () => {
  const frame = pl.readRecords([{ count: 2400, share: 0.5 }, { count: 559, share: 0.12345 }]);
  assertEquals(createFrameTable(frame).rows, [["2,400", "0.500"], ["559", "0.123"]]);
  assertEquals(createFrameTable(frame, { digits: 1 }).rows, [["2,400", "0.5"], ["559", "0.1"]]);
});

Deno.test("createFrameTable() spares large numbers their decimals", () => {
  const frame = pl.readRecords([{ imagesPerSecond: 999.96 }, { imagesPerSecond: 3643.638 }]);
  assertEquals(createFrameTable(frame).rows, [["1,000"], ["3,644"]]);
});

Deno.test("createFrameTable() writes a missing value as a dash", () => {
  const frame = pl.DataFrame([pl.Series("second", ["O", null], pl.String)]);
  assertEquals(createFrameTable(frame).rows, [["O"], ["–"]]);
});

Deno.test("createFrameTable() says how many rows it left out", () => {
  const frame = pl.DataFrame({ index: Array.from({ length: 1300 }, (_, index) => index) });
  const table = createFrameTable(frame, { rowLimit: 3 });
  assertEquals(table.rows, [["0"], ["1"], ["2"]]);
  assertEquals(table.footnote, "and 1,297 more rows");
  assertEquals(createFrameTable(frame.head(3)).footnote, undefined);
});
