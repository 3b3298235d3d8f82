/// <reference lib="webworker" />
/** The worker of the page: finds the characters of a picture and lets the network answer. */

import { IMAGE_PIXELS } from "../../datasets/dataset.ts";
import { findLines } from "../../reading/find_lines.ts";
import { createLanguage } from "../../reading/language/english.ts";
import type { Box, LineLattice } from "../../reading/lattice.ts";
import { findInk } from "../../reading/picture/find_ink.ts";
import type { GreyPicture } from "../../reading/picture/grey_picture.ts";
import { normaliseCharacter } from "../../reading/picture/normalise.ts";
import { readPage } from "../../reading/read_page.ts";
import { createWordKinds, type WordKinds } from "../../reading/word_kinds.ts";
import { createGuesses } from "./guesses.ts";
import type {
  AppData,
  FoundCharacter,
  Message,
  Question,
  WordList,
  WorkerAnswer,
} from "./messages.ts";
import { createExampleSearch, type ExampleSearch } from "./nearest_examples.ts";
import { bytesOf, type Predict, startBackend, startNetwork } from "./network.ts";

/** Most pixels of a picture that is read; a larger one is made smaller. */
const MOST_PIXELS = 12_000_000;

/** What reads, once the first message has brought what it needs. */
interface Reader {
  readonly data: AppData;
  readonly predict: Predict;
  readonly examples: ExampleSearch;
}

/**
 * Answers the page's messages on one of TensorFlow.js's backends.
 *
 * @param allowed Settled once it may start: it does so before the network comes.
 */
export function answerQuestions(backend: string, allowed: Promise<void> = Promise.resolve()): void {
  const started = allowed.then(() => startBackend(backend));
  started.catch(() => {}); // told when the data come
  let network: { readonly data: AppData; readonly predict: Predict } | undefined;
  const examples = Promise.withResolvers<ExampleSearch>();
  const words = Promise.withResolvers<WordKinds>();
  addEventListener("message", async ({ data: message }: MessageEvent<Message>) => {
    try {
      if (message.kind === "words") {
        words.resolve(kindsOf(message.lists));
      } else if (message.kind === "examples") {
        const { labels, images } = message.examples;
        examples.resolve(createExampleSearch(labels, bytesOf(images)));
      } else if (message.kind === "start") {
        await started;
        const { data } = message;
        network = { data, predict: await startNetwork(data) };
        post({ kind: "ready", backend });
      } else {
        if (network === undefined) throw new Error("The network has not been started");
        const reader = { ...network, examples: await examples.promise };
        post(await answer(message, reader, words.promise));
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      post({ kind: "failed", id: message.kind === "read" ? message.id : 0, reason });
    }
  });
}

function post(message: WorkerAnswer): void {
  postMessage(message);
}

function kindsOf(lists: readonly WordList[]): WordKinds {
  const words = lists.flatMap(({ weight, words }) =>
    words.split(" ").map((word) => ({ word, weight }))
  );
  return createWordKinds(createLanguage(words));
}

async function answer(
  { id, picture, mode }: Question,
  reader: Reader,
  kinds: Promise<WordKinds>,
): Promise<WorkerAnswer> {
  const began = performance.now();
  const grey = picture instanceof Blob ? await decode(picture) : greyOf(picture);
  const { text, characters } = mode === "text"
    ? await readText(grey, reader, await kinds)
    : await readCharacter(grey, reader);
  return { kind: "read", id, text, characters, milliseconds: performance.now() - began };
}

/** What an answer holds. */
type Found = Pick<Extract<WorkerAnswer, { kind: "read" }>, "text" | "characters">;

async function readCharacter(picture: GreyPicture, reader: Reader): Promise<Found> {
  const ink = findInk(picture);
  if (ink === undefined) return { text: "", characters: [] };
  const image = normaliseCharacter(ink);
  const { characters } = reader.data;
  const row = await reader.predict(image);
  const alternatives = Array.from(
    row,
    (confidence, label) => ({ text: characters[label], confidence }),
  );
  const box = { x: 0, y: 0, width: picture.width, height: picture.height };
  const guesses = createGuesses(image, alternatives, reader);
  const [{ text, confidence }] = guesses;
  return { text, characters: [{ text, confidence, box, image, guesses }] };
}

async function readText(picture: GreyPicture, reader: Reader, kinds: WordKinds): Promise<Found> {
  const lattices = findLines(picture);
  const { data: { characters }, predict } = reader;
  const lines = await readPage(lattices, { kinds, characters, predict });
  const found = lines.flatMap(({ words }) => words).flatMap((word) => word.characters);
  return {
    text: lines.map(({ text }) => text).join("\n"),
    characters: found.map(({ text, confidence, box, alternatives }): FoundCharacter => {
      const image = imageAt(box, lattices);
      const guesses = createGuesses(image, [{ text, confidence }, ...alternatives], reader);
      return { text, confidence, box, image, guesses };
    }),
  };
}

/** Returns the picture of the candidate that lies in a box. */
function imageAt(box: Box, lattices: readonly LineLattice[]): Uint8Array<ArrayBuffer> {
  const candidate = lattices.flatMap(({ candidates }) => candidates).find(({ box: other }) =>
    other.x === box.x && other.y === box.y && other.width === box.width &&
    other.height === box.height
  );
  return candidate === undefined ? new Uint8Array(IMAGE_PIXELS) : new Uint8Array(candidate.image);
}

/** Decodes a picture file as the browser does, upright, on white. */
async function decode(file: Blob): Promise<GreyPicture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot decode pictures");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return greyOf(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** Luminance as ITU-R BT.601 weighs the colours. */
function greyOf({ width, height, data }: ImageData): GreyPicture {
  const pixels = new Uint8Array(width * height);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const start = 4 * pixel;
    pixels[pixel] = Math.round(
      0.299 * data[start] + 0.587 * data[start + 1] + 0.114 * data[start + 2],
    );
  }
  return { width, height, pixels };
}
