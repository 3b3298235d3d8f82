/** Correctness of two runs with 5 images right in both and 3 wrong in both. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { chiSquaredTail, mcnemarTest } from "../../lib/evaluation/mcnemar.ts";
import golden from "./testdata/golden_metrics.json" with { type: "json" };

function correctnessOf(onlyFirst: number, onlySecond: number): [Uint8Array, Uint8Array] {
  const first = Array<number>(onlyFirst).fill(1).concat(Array<number>(onlySecond).fill(0));
  const agreed = [1, 1, 1, 1, 1, 0, 0, 0];
  return [
    Uint8Array.from([...first, ...agreed]),
    Uint8Array.from([...first.map((correct) => 1 - correct), ...agreed]),
  ];
}

Deno.test("mcnemarTest() agrees with statsmodels and says which method it used", () => {
  for (const { onlyFirst, onlySecond, pValue } of golden.mcnemar) {
    const result = mcnemarTest(...correctnessOf(onlyFirst, onlySecond));
    assertEquals([result.onlyFirst, result.onlySecond], [onlyFirst, onlySecond]);
    assertAlmostEquals(result.pValue / pValue, 1, 1e-12);
    const exact = onlyFirst + onlySecond < 25;
    const method = exact ? "exact binomial" : "chi-squared with continuity correction";
    assertEquals(result.method, method);
  }
});

Deno.test("mcnemarTest() of six against none is 2 in 64", () => {
  const result = mcnemarTest(...correctnessOf(6, 0));
  assertEquals([result.statistic, result.pValue], [0, 2 / 64]);
});

Deno.test("mcnemarTest() finds no difference where the runs agree on every image", () => {
  assertEquals(mcnemarTest(...correctnessOf(0, 0)).pValue, 1);
});

Deno.test("mcnemarTest() corrects an even split of many images to 0, not past it", () => {
  const result = mcnemarTest(...correctnessOf(30, 30));
  assertEquals([result.statistic, result.pValue], [0, 1]);
});

Deno.test("mcnemarTest() throws when the runs saw different numbers of images", () => {
  assertThrows(
    () => mcnemarTest(Uint8Array.of(1, 0), Uint8Array.of(1)),
    TypeError,
    "found 2 and 1",
  );
});

Deno.test("chiSquaredTail() agrees with SciPy from the middle to the far tail", () => {
  for (const [statistic, probability] of golden.chiSquaredTails) {
    assertAlmostEquals(chiSquaredTail(statistic) / probability, 1, 1e-12);
  }
});

Deno.test("chiSquaredTail() throws when the statistic is negative", () => {
  assertThrows(() => chiSquaredTail(-1), RangeError, "but found -1");
});
