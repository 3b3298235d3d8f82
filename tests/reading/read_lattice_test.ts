/** Lines are read by what a lone character cannot tell: its place, its word, its neighbours. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createLanguage } from "../../lib/reading/language/english.ts";
import type { LineLattice } from "../../lib/reading/lattice.ts";
import { parsePattern } from "../../lib/reading/pattern.ts";
import { defaultWeights, readLattice } from "../../lib/reading/read_lattice.ts";
import { createWordKinds, type Restriction, restrictKinds } from "../../lib/reading/word_kinds.ts";

/** The classes of EMNIST's Balanced. */
const characters = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"];
const words = ["look", "book", "hello", "tool", "stone", "sold", "gold"];
const kinds = createWordKinds(createLanguage(words.map((word) => ({ word, weight: 1 }))));

/** A character of the line: what the network says, and optionally how high and wide it is. */
interface Drawn {
  /** Likely characters, the likeliest first: two to one, evenly the rest. */
  readonly likely: string;
  readonly top?: number;
  readonly bottom?: number;
  /** White space before it. */
  readonly gap?: number;
}

/** Reads characters that follow each other on a line whose capitals are 50 pixels high. */
function read(drawn: readonly Drawn[], restriction?: Restriction, weights = defaultWeights) {
  let x = 0;
  const boxes = drawn.map(({ top = 1, bottom = 0, gap = 0.15 }) => {
    x += 50 * gap;
    const box = { x, y: 100 - 50 * top, width: 35, height: 50 * (top - bottom) };
    x += box.width;
    return box;
  });
  const lattice: LineLattice = {
    box: { x: 0, y: 50, width: x, height: 50 },
    cutCount: drawn.length + 1,
    candidates: boxes.map((box, index) => ({
      from: index,
      to: index + 1,
      box,
      cost: 0,
      image: new Uint8Array(784),
    })),
    gaps: Float32Array.from([...drawn.map(({ gap = 0.15 }) => gap), 0]),
    topLine: 50,
    baseLine: 100,
    slope: 0,
    cells: false,
  };
  const probabilities = Float32Array.from(drawn.flatMap(({ likely }) => {
    const shares = [...likely].map((_, rank) => 2 ** -rank);
    const sum = shares.reduce((left, right) => left + right) / 0.95;
    return characters.map((character) => {
      const rank = likely.indexOf(character);
      return rank < 0 ? 0.05 / characters.length : shares[rank] / sum;
    });
  }));
  const chosen = restriction === undefined ? kinds : restrictKinds(kinds, restriction);
  return readLattice(lattice, probabilities, { kinds: chosen, characters, weights });
}

const drawAll = (...likely: string[]): Drawn[] => likely.map((each) => ({ likely: each }));

Deno.test("readLattice() reads 0 in a number and O in a word, whatever the network prefers", () => {
  assertEquals(read(drawAll("B", "0O", "0O", "K"))?.text, "BOOK");
  assertEquals(read(drawAll("4", "O0", "7", "2"))?.text, "4072");
});

Deno.test("readLattice() gives a code the format of the one before", () => {
  const first = drawAll("A", "B", "4", "7", "9", "2");
  const second = drawAll("Q", "0O", "O0", "S5", "7", "2");
  second[0] = { likely: "Q", gap: 0.9 };
  assertEquals(read([...first, ...second])?.text, "AB4792 QO0572");
});

Deno.test("readLattice() tells capitals from small letters by their height", () => {
  const small = { top: 0.62, bottom: 0 };
  const word = [{ likely: "h" }, { likely: "e", ...small }, { likely: "L" }, { likely: "L" }];
  assertEquals(read([...word, { likely: "O", ...small }])?.text, "hello");
  assertEquals(read(drawAll("H", "E", "L", "L", "O"))?.text, "HELLO");
});

Deno.test("readLattice() parts words at wide gaps", () => {
  const line = drawAll("L", "O", "O", "K", "B", "O", "O", "K");
  line[4] = { likely: "B", gap: 0.9 };
  const reading = read(line);
  assertEquals(reading?.words.map(({ text }) => text), ["LOOK", "BOOK"]);
  assertEquals(
    reading?.words[1].box.x,
    Math.min(
      ...reading?.words[1].characters
        .map(({ box }) => box.x) ?? [],
    ),
  );
});

Deno.test("readLattice() names what else a character may be, and how likely each is", () => {
  const weights = { ...defaultWeights, temperature: 1 }; // 9 and 4 alone are likely
  const [word] = read(drawAll("7", "94"), undefined, weights)?.words ?? [];
  const [, unsure] = word.characters;
  assertEquals(unsure.text, "9");
  assertEquals(unsure.alternatives[0].text, "4");
  const others = unsure.alternatives.reduce((sum, { confidence }) => sum + confidence, 0);
  assert(unsure.confidence > 0.5 && unsure.confidence + others <= 1 + 1e-9);
  // A word is right when both characters are; the first is nearly certain.
  assertAlmostEquals(word.confidence, unsure.confidence, 0.1);
});

Deno.test("readLattice() takes the network's probabilities at a temperature", () => {
  const logOdds = (temperature: number) => {
    const line = read(drawAll("7", "94"), undefined, { ...defaultWeights, temperature });
    const [, { confidence, alternatives }] = line?.words[0].characters ?? [];
    return Math.log(confidence / alternatives[0].confidence);
  };
  // The network finds 9 twice as likely as 4; all else weighs the two alike at any temperature.
  // Confidences are the squares of what the search sums up, beside each other.
  assertAlmostEquals(logOdds(1) - logOdds(1.5), 2 * Math.log(2) * (1 - 1 / 1.5), 1e-3);
});

Deno.test("readLattice() reads nothing but what a restriction leaves", () => {
  const line = drawAll("A", "8B", "O0", "1I", "Z2", "S5");
  assertEquals(read(line, { pattern: parsePattern("[A-Z]{2}[0-9]{4}") })?.text, "AB0125");
  assertEquals(read(line, { pattern: parsePattern("[0-9]+") })?.text.length, 6);
  const digits = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert(/^[0-9]{6}$/.test(read(line, { symbols: digits })?.text ?? ""));
  assertEquals(read(drawAll("S", "0O", "1L", "D"), { words: ["gold", "Sold"] })?.text, "SOLD");
});

Deno.test("readLattice() is undefined where a restriction leaves nothing", () => {
  assertEquals(read(drawAll("A", "B"), { pattern: parsePattern("[A-Z]{3}") }), undefined);
});
