/** Pages in the letters of people whom no network and no weight of the search has seen. */

import { assertEquals, assertLess } from "@std/assert";
import { join } from "node:path";
import { createInstallReport } from "../../lib/commands/install_report.ts";
import { scoredCharacters } from "../../lib/commands/read/reading_text.ts";
import { scorePage } from "../../lib/evaluation/reading_score.ts";
import { createRandom } from "../../lib/random.ts";
import { openReader } from "../../lib/runs/open_reader.ts";
import { isRealFileThere, realDataFolder } from "../datasets/data_folder.ts";
import { needsPermissions } from "../permissions.ts";
import { pageStyles, randomLines, randomStyle, strokesHand } from "./composed_pages.ts";
import { drawPage } from "./drawn_page.ts";

/** Strokes of 28 people; the search was tuned on the first 14. */
const path = "drawn/strokes.json";
const writers = [15, 20, 25];

Deno.test({
  name: "the default model reads pages of other people with less than 3 % of errors",
  ignore: !isRealFileThere(path),
  fn: async () => {
    const letterforms = JSON.parse(await Deno.readTextFile(join(realDataFolder, path)));
    const reader = await openReader({ report: createInstallReport({ quiet: true }) });
    let [errors, characters] = [0, 0];
    try {
      for (const writer of writers) {
        for (const style of pageStyles) {
          const random = createRandom(writer);
          const truth = randomLines(style, random);
          const texts = truth.map(({ text }) => text);
          const look = randomStyle(style, random);
          const page = await drawPage(texts, strokesHand(letterforms, writer), look, random);
          const read = scoredCharacters(await reader.read(page));
          const score = scorePage({ file: `writer ${writer}`, style, truth, read });
          errors += score.errors;
          characters += score.characters;
        }
      }
    } finally {
      reader.dispose();
    }
    assertLess(errors / characters, 0.03);
  },
});

Deno.test("equal seeds give equal pages", needsPermissions, async () => {
  const strokes = [[[0, 0], [1, 2]]];
  const [first, second] = await Promise.all([1, 2].map(() => {
    const random = createRandom(3);
    const lines = randomLines("photo", random).map(({ text }) => text);
    const hand = (character: string) => character === " " ? [] : strokes;
    return drawPage(lines, hand, randomStyle("photo", random), random);
  }));
  assertEquals(first, second);
});
