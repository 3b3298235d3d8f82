/** `deno task read` from the outside: pictures in a folder, what is printed, what goes wrong. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { z } from "zod";
import { strokesOf } from "../../lib/datasets/character_strokes.ts";
import { createRandom } from "../../lib/random.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { drawPage } from "../reading/drawn_page.ts";
import { createFolderForFile } from "../testdata/temporary_folder.ts";
import { runCommandLine, runCommandLineOn } from "./command_line.ts";

const folder = createFolderForFile();

/** Writes a picture of lines, or of bare paper, and returns its path and size. */
async function writePicture(name: string, lines: readonly string[]) {
  const hand = (character: string) => character === " " ? [] : strokesOf(character);
  if (!hasPermissions) return { path: name, width: 0, height: 0 };
  const { default: sharp } = await import("sharp");
  const { pixels, ...size } = await drawPage(
    lines.length > 0 ? lines : [" "],
    hand,
    { letter: 50, grain: 2 },
    createRandom(1),
  );
  const path = join(folder, name);
  await sharp(pixels, { raw: { ...size, channels: 1 } }).png().toFile(path);
  return { path, ...size };
}

if (hasPermissions) await Deno.mkdir(join(folder, "pile", "more"), { recursive: true });
const page = await writePicture("pile/a-page.png", ["HELPFUL", "2047 358"]);
const word = await writePicture("pile/more/word.png", ["BRIDGE"]);
const blank = await writePicture("blank.png", []);
const broken = join(folder, "pile", "broken.png");
if (hasPermissions) await Deno.writeTextFile(broken, "no picture");

const box = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const confidence = z.number().min(0).max(1);
const character = z.strictObject({
  text: z.string().regex(/^[0-9A-Za-z]$/),
  confidence,
  box,
  alternatives: z.array(z.strictObject({ text: z.string().length(1), confidence })),
});
const part = <Key extends string, Inner>(key: Key, inner: Inner) => ({
  text: z.string(),
  confidence,
  box,
  [key]: inner,
});
const record = z.strictObject({
  image: z.string(),
  text: z.string(),
  lines: z.array(z.strictObject({
    text: z.string(),
    confidence,
    box,
    words: z.array(z.strictObject(part("characters", z.array(character)))),
  })),
});

const read = (...args: readonly string[]) => runCommandLine("read", "read", ...args);

Deno.test(
  "read prints the text of a picture, a line a line, and where its words stand",
  needsPermissions,
  async () => {
    const { code, output, errorOutput } = await read(page.path);
    assertEquals([code, output], [0, "HELPFUL\n2047 358\n"], errorOutput);
    const boxes = await read(page.path, "--boxes");
    const words = boxes.output.trimEnd().split("\n").map((line) => line.split("\t"));
    assertEquals(words.map(([, , , , , text]) => text), ["HELPFUL", "2047", "358"]);
    for (const [left, top, width, height] of words.map((line) => line.map(Number))) {
      assert(left > 0 && top > 0 && left + width < page.width && top + height < page.height);
      assert(height > 35 && height < 75, "letters are 50 pixels high");
    }
  },
);

Deno.test(
  "read prints an object for each picture of a folder, and goes on after a bad one",
  needsPermissions,
  async () => {
    const { code, output, errorOutput } = await read(join(folder, "pile"), "--json");
    assertEquals(code, 1);
    assertStringIncludes(errorOutput, `error: Cannot read "${broken}": `);
    const records = output.trimEnd().split("\n").map((line) => record.parse(JSON.parse(line)));
    assertEquals(
      records.map(({ image, text }) => [image, text]),
      [[page.path, "HELPFUL\n2047 358"], [word.path, "BRIDGE"]],
    );
    for (const { text, lines } of records) {
      assertEquals(lines.map((line) => line.text).join("\n"), text);
      for (const { words, ...line } of lines) {
        assertEquals(words.map((each) => each.text).join(" "), line.text);
      }
    }
  },
);

Deno.test("read takes a picture from standard input", needsPermissions, async () => {
  const picture = await Deno.readFile(word.path);
  const { code, output, errorOutput } = await runCommandLineOn(picture, "read", "read", "-");
  assertEquals([code, output], [0, "BRIDGE\n"], errorOutput);
});

Deno.test(
  "read says of a blank page that nothing stands there, and invents nothing",
  needsPermissions,
  async () => {
    const plain = await read(blank.path);
    assertEquals([plain.code, plain.output], [0, ""]);
    assertStringIncludes(plain.errorOutput, `${blank.path}: no letters or digits found`);
    const json = await read(blank.path, "--json");
    assertEquals(JSON.parse(json.output), { image: blank.path, text: "", lines: [] });
  },
);

Deno.test("read draws what it found onto the picture", needsPermissions, async () => {
  const path = join(folder, "overlay.png");
  const { code, errorOutput } = await read(page.path, "--overlay", path);
  assertEquals(code, 0, errorOutput);
  const { default: sharp } = await import("sharp");
  const { width, height } = await sharp(path).metadata();
  assertEquals([width, height], [page.width, page.height]);
  const { channels } = await sharp(path).stats();
  assert(channels[2].mean > channels[0].mean + 1, "characters are framed in blue");
  const refused = await read(join(folder, "pile"), "--overlay", path);
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.errorOutput, "expected one picture but found 3");
});

Deno.test(
  "read compares with what stands there, and writes a report",
  needsPermissions,
  async () => {
    const truth = join(folder, "truth.json");
    await Deno.writeTextFile(
      truth,
      JSON.stringify({
        "pile/a-page.png": [{ kind: "words", text: "HELPFUL" }, {
          kind: "digits",
          text: "2047 359",
        }],
      }),
    );
    const out = join(folder, "report");
    const { code, output, errorOutput } = await read("--score", truth, "--out", out);
    assertEquals(code, 0, errorOutput);
    assertStringIncludes(output, "7.14 %"); // one of 14 characters
    assertStringIncludes(output, "a-page.png: 1 of 14 characters wrong");
    assertStringIncludes(await Deno.readTextFile(join(out, "report.md")), "| `9` | `8` | 1 |");
    const stranger = await read(blank.path, "--score", truth, "--out", out);
    assertEquals(stranger.code, 1);
    assertStringIncludes(stranger.errorOutput, "the truth does not say what stands on it");
  },
);

Deno.test(
  "read takes a restriction at its word, and refuses one that is none",
  needsPermissions,
  async () => {
    const fitting = await read(word.path, "--pattern", "[A-Z]{6}");
    assertEquals([fitting.code, fitting.output], [0, "BRIDGE\n"]);
    const refused = await read(word.path, "--pattern", "[A-Z");
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.errorOutput, 'Cannot use the pattern "[A-Z"');
  },
);

Deno.test(
  "read refuses options that mean nothing for a pile on Ray",
  needsPermissions,
  async () => {
    const { code, errorOutput } = await read(page.path, "--ray", "--boxes");
    assertEquals(code, 1);
    assertStringIncludes(
      errorOutput,
      "option '--ray [address]' cannot be used with option '--boxes'",
    );
  },
);
