/**
 * Pages that are harder than those of the four usual styles, and how well they are read. Run it with
 *
 *     deno run -P tests/reading/hard_pages.ts STROKES.json [PAGES]
 *
 * STROKES.json holds for each character a list of letterforms, the n-th of each by the n-th writer;
 * PAGES pages of each kind are read, by default one, each by another writer that was not tuned on.
 */

import { renderColumns } from "../../lib/commands/columns.ts";
import { createInstallReport } from "../../lib/commands/install_report.ts";
import { scoredCharacters } from "../../lib/commands/read/reading_text.ts";
import { type PageScore, scorePage } from "../../lib/evaluation/reading_score.ts";
import { summariseReading } from "../../lib/evaluation/reading_summary.ts";
import { percentText } from "../../lib/number_text.ts";
import { createRandom } from "../../lib/random.ts";
import { openReader, type Reader } from "../../lib/runs/open_reader.ts";
import { randomLines, strokesHand } from "./composed_pages.ts";
import { drawPage, type PageStyle, type Strokes } from "./drawn_page.ts";

/** What makes a page hard. */
export const hardStyles: Readonly<Record<string, PageStyle>> = {
  "boxes of 19 by 22 pixels": { letter: 14, boxes: { width: 19, height: 22, line: 1.5 } },
  "boxes with thick frames": { letter: 40, boxes: { width: 56, height: 60, line: 5, ink: 0.85 } },
  "boxes with double frames": {
    letter: 40,
    boxes: { width: 60, height: 64, line: 1.5, isDouble: true },
  },
  "letters across the frames": {
    letter: 44,
    jitter: 0.12,
    boxes: { width: 50, height: 50, line: 1.5 },
  },
  "dark rules on bent paper": { letter: 50, rules: { line: 3, ink: 0.85 }, slant: [2, -1] },
  "print that shines through": { letter: 50, back: 0.35 },
  "letters of 14 pixels": { letter: 14, grain: 3, quality: 75 },
  "letters that touch": { letter: 50, space: -0.02 },
  "letters that overlap": { letter: 50, space: -0.1 },
  "a photo in bad light": {
    letter: 40,
    slant: [3, 4],
    light: [200, 60],
    blur: 1.2,
    grain: 6,
    quality: 50,
  },
  "faint ink": { letter: 40, ink: 0.3, grain: 4 },
  "letters of many sizes": { letter: 50, variation: 0.35, jitter: 0.12 },
};

/** Writers that the search was not tuned on. */
const FIRST_WRITER = 14;
const WRITERS = 14;

/** Letterforms of many writers by character. */
export type Letterforms = Readonly<Record<string, readonly Strokes[]>>;

/** Reads `pages` pages of a kind, its words in capitals where there are boxes. */
export async function readHardPages(
  reader: Reader,
  letterforms: Letterforms,
  name: string,
  pages: number,
): Promise<PageScore[]> {
  const style = hardStyles[name];
  const scores: PageScore[] = [];
  for (let page = 0; page < pages; page += 1) {
    const random = createRandom(1000 * page + Object.keys(hardStyles).indexOf(name));
    const truth = randomLines(style.boxes === undefined ? "ruled" : "boxes", random);
    const writer = FIRST_WRITER + page * 5 % WRITERS;
    const texts = truth.map(({ text }) => text);
    const picture = await drawPage(texts, strokesHand(letterforms, writer), style, random);
    const read = scoredCharacters(await reader.read(picture));
    scores.push(scorePage({ file: `${name}, writer ${writer}`, style: name, truth, read }));
  }
  return scores;
}

if (import.meta.main) {
  const [strokes, pages = "1"] = Deno.args;
  const letterforms: Letterforms = JSON.parse(await Deno.readTextFile(strokes));
  const reader = await openReader({ report: createInstallReport({ quiet: true }) });
  const scores: PageScore[] = [];
  for (const name of Object.keys(hardStyles)) {
    scores.push(...await readHardPages(reader, letterforms, name, Number(pages)));
  }
  reader.dispose();
  console.log(
    await renderColumns([
      ["", "pages", "characters", "errors"],
      ...summariseReading(scores).styles.map((rates) => [
        rates.name,
        String(rates.pages),
        String(rates.characters),
        percentText(rates.rate, 1),
      ]),
    ]),
  );
}
