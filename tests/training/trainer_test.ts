import { assertEquals, assertThrows } from "@std/assert";
import { matchArrays } from "../../lib/training/trainer.ts";

const expected = [{ name: "a", shape: [2] }, { name: "b", shape: [1, 2] }];
const a = { name: "a", shape: [2], values: Float32Array.of(1, 2) };
const b = { name: "b", shape: [1, 2], values: Float32Array.of(3, 4) };

Deno.test("matchArrays() finds each array by its name", () => {
  assertEquals(matchArrays(expected, [b, a]), [a.values, b.values]);
});

Deno.test("matchArrays() throws on missing, foreign and reshaped arrays", () => {
  const match = (...given: (typeof a)[]) => () => matchArrays(expected, given);
  const start = "Cannot restore the trainer: ";
  assertThrows(
    match(a),
    TypeError,
    `${start}expected "b" with shape [1,2] but found nothing`,
  );
  assertThrows(
    match(a, b, { ...a, name: "c" }),
    TypeError,
    `${start}the model has no "c" with shape [2]`,
  );
  assertThrows(
    match(a, { ...b, shape: [2, 1] }),
    TypeError,
    `${start}expected "b" with shape [1,2] but found "b" with shape [2,1]`,
  );
});
