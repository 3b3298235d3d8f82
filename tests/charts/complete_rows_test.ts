import { assertEquals, assertThrows } from "@std/assert";
import { completeRows } from "../../lib/charts/complete_rows.ts";

Deno.test("completeRows() keeps false, 0 and empty text, which are values", () => {
  const rows = [{ correct: false, count: 0, character: "" }];
  assertEquals(completeRows(rows), rows);
});

Deno.test("completeRows() throws when a value is missing", () => {
  assertThrows(
    () => completeRows([{ count: 1 }, { count: null }]),
    TypeError,
    "Cannot use row 1 of a data frame: expected a value in every column but found none in count",
  );
});
