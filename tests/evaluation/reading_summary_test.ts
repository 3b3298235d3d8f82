import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type ScoredPage, scorePage } from "../../lib/evaluation/reading_score.ts";
import { summariseReading } from "../../lib/evaluation/reading_summary.ts";

function pageOf(style: string, text: string, read: string, confidence: number): ScoredPage {
  return {
    file: `a-${style}.png`,
    style,
    truth: [{ kind: "codes", text }],
    read: [...read].map((character) => ({
      text: character,
      confidence,
      alternatives: character === "0" ? ["O"] : [],
    })),
  };
}

const summary = summariseReading([
  scorePage(pageOf("photo", "QO1", "Q01", 0.6)),
  scorePage(pageOf("clean", "QOIX", "Q0I", 0.97)),
  scorePage(pageOf("clean", "5", "S", 0.97)),
]);

Deno.test("summariseReading() tells styles and kinds apart", () => {
  assertEquals(
    summary.styles.map(({ name, pages, characters }) => [name, pages, characters]),
    [["all", 3, 8], ["clean", 2, 5], ["photo", 1, 3]],
  );
  assertAlmostEquals(summary.styles[0].rate, 4 / 8);
  assertAlmostEquals(summary.styles[2].rate, 1 / 3);
  assertEquals(summary.kinds.map(({ name, rate }) => [name, rate]), [["codes", 0.5]]);
});

Deno.test("summariseReading() counts what was taken for what, and why", () => {
  assertEquals(summary.misreadings[0], { truth: "O", read: "0", count: 2 });
  assertEquals(summary.misreadings.length, 3);
  assertEquals(Object.fromEntries(summary.causes.map(({ cause, count }) => [cause, count])), {
    "not found": 1,
    "nothing there": 0,
    "second choice": 2,
    "not considered": 1,
  });
});

Deno.test("summariseReading() puts the worst pages first and compares confidence with truth", () => {
  assertEquals(summary.worst.map(({ characters }) => characters), [1, 4, 3]);
  const band = summary.bands.find(({ low }) => low === 0.95);
  assertEquals([band?.count, band?.accuracy], [4, 0.5]);
  assertAlmostEquals(band?.meanConfidence ?? NaN, 0.97);
});
