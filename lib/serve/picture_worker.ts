/**
 * A worker thread of the server: decodes pictures, finds what stands on them, and turns the network's
 * answers into text. The network itself is the main thread's.
 */

import { characterImage } from "../reading/character_image.ts";
import { decodePictures } from "../reading/decode_pictures.ts";
import { findLines } from "../reading/find_lines.ts";
import { loadEnglish } from "../reading/language/english.ts";
import { readPage } from "../reading/read_page.ts";
import { type ReadingRecord, readingRecord } from "../reading/reading_record.ts";
import { parseRestriction } from "../reading/restriction.ts";
import { createWordKinds, restrictKinds } from "../reading/word_kinds.ts";
import { UserError } from "../user_error.ts";
import type { PictureMessage, PictureReply, PictureTask } from "./picture_task.ts";

const anyWord = createWordKinds(await loadEnglish());

addEventListener("message", (event) => {
  if (event instanceof MessageEvent) serve(event.ports[0]);
}, { once: true });

/** Works on what comes through a port, one task at a time. */
function serve(port: MessagePort): void {
  const reply = (message: PictureReply) => port.postMessage(message);
  let answer: PromiseWithResolvers<Float32Array<ArrayBuffer>> | undefined;
  // The main thread's network; one question at a time.
  const predict = (images: Uint8Array<ArrayBuffer>) => {
    if (images.length === 0) return Promise.resolve(new Float32Array());
    answer = Promise.withResolvers();
    reply({ kind: "images", images });
    return answer.promise;
  };
  port.onmessage = async ({ data }: MessageEvent<PictureMessage>) => {
    if (data.kind === "probabilities") return answer?.resolve(data.probabilities);
    try {
      reply(await work(data.task, predict));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      reply({ kind: "refused", reason: error.message });
    }
  };
  reply({ kind: "ready" });
}

async function work(
  { bytes, purpose, restriction, characters }: PictureTask,
  predict: (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array>,
): Promise<PictureReply> {
  if (purpose === "character") {
    return { kind: "character", image: await classifiable(bytes) };
  }
  const known = parseRestriction(restriction);
  const kinds = known === undefined ? anyWord : restrictKinds(anyWord, known);
  const pages: ReadingRecord[] = [];
  for await (const page of decodePictures(bytes, "the picture")) {
    const lines = await readPage(findLines(page), { kinds, characters, predict });
    pages.push(readingRecord("", lines));
  }
  return { kind: "pages", pages };
}

/** Returns everything that is drawn on a picture as one character, `[28, 28]`. */
async function classifiable(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  for await (const picture of decodePictures(bytes, "the picture")) {
    const image = characterImage(picture);
    if (image !== undefined) return image;
    break;
  }
  throw new UserError("Cannot classify the picture: it is blank.");
}
