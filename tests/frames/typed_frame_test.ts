import { assertEquals, assertThrows } from "@std/assert";
import { needsPermissions } from "../permissions.ts";

async function exampleSchema() {
  const { default: pl } = await import("nodejs-polars");
  return { name: pl.String, count: pl.Int32, share: pl.Float32, known: pl.Bool };
}

Deno.test(
  "createFrame() takes arrays of every kind and keeps nulls",
  needsPermissions,
  async () => {
    const { default: pl } = await import("nodejs-polars");
    const { createFrame } = await import("../../lib/frames/typed_frame.ts");
    const schema = await exampleSchema();
    const frame = createFrame(schema, {
      name: ["1", null],
      count: [null, 2147483647],
      share: Float32Array.of(0.5, 0.25),
      known: [true, null],
    });
    assertEquals(frame.toRecords(), [
      { name: "1", count: null, share: 0.5, known: true },
      { name: null, count: 2147483647, share: 0.25, known: null },
    ]);
    assertEquals(createFrame({ n: pl.Int32 }, { n: Uint32Array.of(7, 8) }).rows(), [[7], [8]]);
  },
);

Deno.test(
  "createFrame() keeps the types of columns that are empty or all null",
  needsPermissions,
  async () => {
    const { createFrame } = await import("../../lib/frames/typed_frame.ts");
    const schema = await exampleSchema();
    const empty = createFrame(schema, { name: [], count: [], share: [], known: [] });
    const missing = createFrame(schema, {
      name: [null],
      count: [null],
      share: [null],
      known: [null],
    });
    assertEquals(missing.rows(), [[null, null, null, null]]);
    for (const frame of [empty, missing]) {
      for (const [name, dtype] of Object.entries(schema)) {
        assertEquals(frame.getColumn(name).dtype.equals(dtype), true);
      }
    }
  },
);

Deno.test("createFrame() throws when the columns' lengths differ", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const { createFrame } = await import("../../lib/frames/typed_frame.ts");
  assertThrows(() => createFrame({ a: pl.Int32, b: pl.Int32 }, { a: [1, 2], b: [1] }), Error);
});

Deno.test("conformFrame() orders, casts and drops columns", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const { conformFrame } = await import("../../lib/frames/typed_frame.ts");
  const schema = await exampleSchema();
  const frame = pl.DataFrame({ extra: [1], count: [3], name: ["x"], share: [1], known: [true] });
  const conformed = conformFrame(frame, schema);
  assertEquals(conformed.columns, ["name", "count", "share", "known"]);
  assertEquals(conformed.getColumn("count").dtype.equals(pl.Int32), true);
});

Deno.test("conformFrame() names the columns when one is missing", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const { conformFrame } = await import("../../lib/frames/typed_frame.ts");
  const schema = await exampleSchema();
  assertThrows(
    () => conformFrame(pl.DataFrame({ name: ["x"] }), schema),
    TypeError,
    "expected the columns name, count, share, known but found name",
  );
});

Deno.test("conformFrame() refuses a value that does not fit", needsPermissions, async () => {
  const { default: pl } = await import("nodejs-polars");
  const { conformFrame } = await import("../../lib/frames/typed_frame.ts");
  const frame = pl.DataFrame({ count: ["many"] });
  assertThrows(() => conformFrame(frame, { count: pl.Int32 }), Error, "many");
});

Deno.test(
  "completeRows() keeps false, 0 and empty text, which are values",
  needsPermissions,
  async () => {
    const { completeRows } = await import("../../lib/frames/typed_frame.ts");
    const rows = [{ correct: false, count: 0, character: "" }];
    assertEquals(completeRows(rows), rows);
  },
);

Deno.test("completeRows() throws when a value is missing", needsPermissions, async () => {
  const { completeRows } = await import("../../lib/frames/typed_frame.ts");
  assertThrows(
    () => completeRows([{ count: 1 }, { count: null }]),
    TypeError,
    "Cannot use row 1 of a data frame: expected a value in every column but found none in count",
  );
});
