/** Pictures of the stages between a page and the lattices of its lines. */

import { assert, assertEquals } from "@std/assert";
import { strokesOf } from "../../lib/datasets/character_strokes.ts";
import { createRandom } from "../../lib/random.ts";
import { findLines } from "../../lib/reading/find_lines.ts";
import type { GreyPicture } from "../../lib/reading/picture/grey_picture.ts";
import { drawStage } from "../../lib/reading/stage.ts";
import { drawPage } from "./drawn_page.ts";

/** Returns the number of pixels darker than `bound`. */
function countDark({ pixels }: GreyPicture, bound = 128): number {
  return pixels.filter((value) => value < bound).length;
}

Deno.test("drawStage() shows boxes found, erased, and the characters that are left", async () => {
  const boxes = { width: 56, height: 60, line: 2 };
  const page = await drawPage(["AB"], strokesOf, { letter: 40, boxes }, createRandom(1));
  const stages = new Map<string, GreyPicture>();
  const lattices = findLines(page, (stage) => stages.set(stage.name, drawStage(stage)));
  assertEquals([...stages.keys()], ["ink", "straight", "rules", "erased", "lines", "candidates"]);
  for (const name of ["ink", "straight", "rules", "erased", "lines"]) {
    assertEquals([stages.get(name)?.width, stages.get(name)?.height], [page.width, page.height]);
  }
  const dark = (name: string) => countDark(stages.get(name) ?? page);
  // Two level rules of two boxes each, and three walls between them.
  const form = 2 * 2 * (2 * 56) + 3 * 2 * 60;
  assert(Math.abs(dark("rules") - form) < 0.3 * form);
  assert(Math.abs(dark("straight") - dark("erased") - form) < 0.3 * form);
  const count = lattices.reduce((sum, { candidates }) => sum + candidates.length, 0);
  assertEquals(count, 2);
  const candidates = stages.get("candidates");
  assertEquals(candidates?.height, 28 + 2 * 4);
  assert(dark("candidates") > 2 * 50);
});

Deno.test("findLines() shows no stage of a blank page", () => {
  const blank = { width: 60, height: 40, pixels: new Uint8Array(2400).fill(255) };
  findLines(blank, ({ name }) => {
    throw new Error(`Cannot be shown: ${name}`);
  });
});
