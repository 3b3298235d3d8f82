import { assertEquals } from "@std/assert";
import { distance } from "fastest-levenshtein";
import { alignTexts } from "../../lib/evaluation/text_alignment.ts";
import { createRandom } from "../../lib/random.ts";

function shown(truth: string, read: string): string[] {
  return alignTexts([...truth], [...read])
    .map((pair) => `${truth[pair.truth] ?? "-"}${read[pair.read] ?? "-"}`);
}

Deno.test("alignTexts() pairs what was read with what stands there", () => {
  assertEquals(shown("BOOK", "B0OK"), ["BB", "O0", "OO", "KK"]);
  assertEquals(shown("WILL", "VVILL"), ["-V", "WV", "II", "LL", "LL"]);
  assertEquals(shown("", "A"), ["-A"]);
  assertEquals(shown("A", ""), ["A-"]);
});

Deno.test("alignTexts() makes as many changes as fastest-levenshtein counts", () => {
  const random = createRandom(3);
  const draw = () =>
    Array.from({ length: random.integer(9) }, () => "abc"[random.integer(3)]).join("");
  for (let trial = 0; trial < 300; trial += 1) {
    const [truth, read] = [draw(), draw()];
    const pairs = alignTexts([...truth], [...read]);
    assertEquals(
      pairs.filter((pair) => truth[pair.truth] !== read[pair.read]).length,
      distance(truth, read),
    );
    // Every character of both texts takes part once, in order.
    assertEquals(pairs.map((pair) => truth[pair.truth] ?? "").join(""), truth);
    assertEquals(pairs.map((pair) => read[pair.read] ?? "").join(""), read);
  }
});
