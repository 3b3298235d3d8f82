/** Lines are found on pages with everything that paper, forms and cameras do to them. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { strokesOf as characterStrokes } from "../../lib/datasets/character_strokes.ts";
import { createRandom } from "../../lib/random.ts";
import { findLines } from "../../lib/reading/find_lines.ts";
import { type LineLattice, scaleBox } from "../../lib/reading/lattice.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { drawPage, type PageStyle } from "./drawn_page.ts";

const strokesOf = (character: string) => character === " " ? [] : characterStrokes(character);

function draw(lines: readonly string[], style: PageStyle) {
  return drawPage(lines, strokesOf, style, createRandom(1));
}

/** Returns how many characters the likeliest way through a line has by the segmentation alone. */
function countCharacters({ cutCount, candidates }: LineLattice): number {
  const best = [{ cost: 0, count: 0 }];
  for (let cut = 1; cut < cutCount; cut += 1) {
    best[cut] = candidates.filter(({ to }) => to === cut).map(({ from, cost }) => ({
      cost: best[from].cost + cost,
      count: best[from].count + 1,
    })).reduce((left, right) => right.cost < left.cost ? right : left);
  }
  return best[cutCount - 1].count;
}

const text = ["HELPFUL", "2047"];
const styles: Record<string, PageStyle> = {
  "plain paper": { letter: 50 },
  "a small scan": { letter: 14, grain: 3, quality: 75 },
  "ruled paper": { letter: 50, rules: { line: 2, ink: 0.5 } },
  "bent ruled paper": { letter: 50, rules: { line: 2, ink: 0.8 }, slant: [2, 0] },
  "boxes": { letter: 40, boxes: { width: 56, height: 60, line: 1.5 } },
  "boxes of 20 pixels": { letter: 14, boxes: { width: 20, height: 23, line: 2 }, quality: 75 },
  "boxes with thick frames": { letter: 40, boxes: { width: 56, height: 60, line: 5, ink: 0.85 } },
};

for (const [name, style] of Object.entries(styles)) {
  const ignore = !hasPermissions && style.quality !== undefined; // JPEG takes a library
  Deno.test(`findLines() finds the lines and characters on ${name}`, { ignore }, async () => {
    const lattices = findLines(await draw(text, style));
    assertEquals(lattices.map(countCharacters), text.map((line) => line.length));
    assertEquals(
      lattices.map(({ cells }) => cells),
      text.map(() => style.boxes !== undefined),
    );
  });
}

Deno.test("findLines() finds nothing on blank paper, with grain, light and shadow too", () => {
  const random = createRandom(2);
  const [width, height] = [400, 300];
  const blank = (value: (x: number, y: number) => number) => ({
    width,
    height,
    pixels: Uint8Array.from(
      { length: width * height },
      (_, index) => Math.round(value(index % width, Math.floor(index / width))),
    ),
  });
  assertEquals(findLines(blank(() => 255)), []);
  assertEquals(findLines(blank(() => 0)), []);
  assertEquals(findLines(blank(() => 200 + 4 * random.normal())), []);
  assertEquals(findLines(blank((x, y) => 120 + x / 8 + y / 16 + 3 * random.normal())), []);
});

Deno.test("findLines() finds the same on dark paper", async () => {
  const page = await draw(["BRIGHT"], { letter: 50 });
  const dark = { ...page, pixels: page.pixels.map((value) => 255 - value) };
  const [bright] = findLines(page);
  const [inverted] = findLines(dark);
  assertEquals(inverted.candidates.map(({ box }) => box), bright.candidates.map(({ box }) => box));
});

Deno.test("findLines() straightens a slanted photo", needsPermissions, async () => {
  const style: PageStyle = { letter: 40, slant: [6, 6], ink: 0.6, grain: 4, quality: 70 };
  const lattices = findLines(await draw(text, style));
  assertEquals(lattices.map(countCharacters), text.map((line) => line.length));
  for (const { slope } of lattices) {
    assertAlmostEquals(slope, Math.tan(6 * Math.PI / 180), 0.005);
  }
});

Deno.test("findLines() gives places in pixels of the original of a reduced picture", async () => {
  const page = await draw(["HELPFUL"], { letter: 50 });
  const [line] = findLines(page);
  const [enlarged] = findLines({ ...page, reduction: 1.5 });
  assertEquals(enlarged.box, scaleBox(line.box, 1.5));
  assertEquals(enlarged.candidates[0].box, scaleBox(line.candidates[0].box, 1.5));
  assertAlmostEquals(enlarged.baseLine, 1.5 * line.baseLine);
});

Deno.test("findLines() gives places on the slanted picture itself", async () => {
  const style: PageStyle = { letter: 50, slant: [2, 2], jitter: 0 };
  const [line] = findLines(await draw(["HHHHHHHHHHHH"], style));
  assertAlmostEquals(line.slope, Math.tan(2 * Math.PI / 180), 0.004);
  const first = line.candidates[0].box;
  const last = line.candidates[line.candidates.length - 1].box;
  const fall = (last.y - first.y) / (last.x - first.x);
  assertAlmostEquals(fall, Math.tan(2 * Math.PI / 180), 0.01);
});

Deno.test("findLines() leaves white space between words, and an empty box on a form", async () => {
  const [words] = findLines(await draw(["AN OX"], { letter: 50 }));
  assert(words.gaps[2] > 2 * Math.max(words.gaps[1], words.gaps[3]));
  const boxes = { width: 56, height: 60, line: 1.5 };
  const [form] = findLines(await draw(["AN OX"], { letter: 40, boxes }));
  assertEquals(form.candidates.length, 4);
  assertEquals([...form.gaps].map((gap) => gap > 0.5), [false, false, true, false, false]);
});
