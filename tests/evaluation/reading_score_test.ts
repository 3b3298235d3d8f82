import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  errorRates,
  keepKind,
  type ScoredPage,
  scorePage,
} from "../../lib/evaluation/reading_score.ts";
import { reviewCurve } from "../../lib/evaluation/review_curve.ts";
import { createRandom } from "../../lib/random.ts";

const page: ScoredPage = {
  file: "a.png",
  style: "clean",
  truth: [{ kind: "words", text: "BOX ON" }, { kind: "digits", text: "107" }],
  read: [..."B0x ON l07"].map((text, index) => ({
    text,
    confidence: index === 1 ? 0.4 : 0.9,
    alternatives: index === 1 ? ["Q", "o"] : [],
  })),
};

Deno.test("scorePage() ignores case and blanks, and counts both in the strict rate", () => {
  const score = scorePage(page);
  assertEquals(score.characters, 8);
  assertEquals(score.errors, 2); // O read as 0, 1 as l
  assertEquals(score.strictCharacters, 10); // "BOX ON 107"
  assertEquals(score.strictErrors, 3); // and the small x
  assertEquals(
    score.pairs.filter(({ truth, read }) => truth.toUpperCase() !== read.toUpperCase()),
    [
      { kind: "words", truth: "O", read: "0", confidence: 0.4, wasConsidered: true, line: 0 },
      { kind: "digits", truth: "1", read: "l", confidence: 0.9, wasConsidered: false, line: 0 },
    ],
  );
});

Deno.test("scorePage() counts what was not read and what is not there", () => {
  const score = scorePage({ ...page, read: [{ text: "B", confidence: 1 }] });
  assertEquals(score.errors, 7);
  const invented = scorePage({ ...page, truth: [], read: page.read });
  assertEquals([invented.characters, invented.errors], [0, 8]);
});

Deno.test("errorRates() sums errors before it divides, with an interval over pages", () => {
  const bad = scorePage(page);
  const good = scorePage({
    ...page,
    read: [..."BOX ON 107"].map((text) => ({ text, confidence: 1 })),
  });
  const rates = errorRates("clean", [bad, good, good], createRandom(1));
  assertAlmostEquals(rates.rate, 2 / 24);
  assertAlmostEquals(rates.strictRate, 3 / 30);
  assertEquals([rates.pages, rates.characters], [3, 24]);
  assertEquals(rates.interval.low, 0); // no bad page among three: 8 of 27 draws
  assert(rates.interval.high >= 2 / 12 && rates.interval.high <= 2 / 8);
});

Deno.test("keepKind() leaves the lines of one kind", () => {
  const [digits] = keepKind([scorePage(page)], "digits");
  assertEquals([digits.characters, digits.errors], [3, 1]);
  assertEquals(keepKind([scorePage(page)], "codes"), []);
});

Deno.test("reviewCurve() tells what a look at the unsure characters finds", () => {
  const { pairs } = scorePage(page);
  assertEquals(reviewCurve(pairs, [0, 0.8, 1]), [
    { threshold: 0, reviewed: 0, remainingRate: 2 / 8, found: 0 },
    { threshold: 0.8, reviewed: 1 / 8, remainingRate: 1 / 8, found: 1 / 2 },
    { threshold: 1, reviewed: 1, remainingRate: 0, found: 1 },
  ]);
  assertEquals(reviewCurve([], [0.5])[0].found, 1);
});
