/** What the server's main thread and its picture workers tell each other. */

import type { ReadingRecord } from "../reading/reading_record.ts";
import type { RestrictionText } from "../reading/restriction.ts";

/** Work on one picture. */
export interface PictureTask {
  /** The file's bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** To read a page of text, or to bring one character into the network's form. */
  readonly purpose: "read" | "character";
  readonly restriction: RestrictionText;
  /** Characters of the network's classes. */
  readonly characters: readonly string[];
}

/** Sent to a worker: work, or the network's answer to {@linkcode PictureReply} `images`. */
export type PictureMessage =
  | { readonly kind: "task"; readonly task: PictureTask }
  | { readonly kind: "probabilities"; readonly probabilities: Float32Array<ArrayBuffer> };

/** Sent by a worker. */
export type PictureReply =
  /** It has loaded what it needs; the first thing that it says. */
  | { readonly kind: "ready" }
  /** Asks the network, which the main thread has, about `[count, 28, 28]`. */
  | { readonly kind: "images"; readonly images: Uint8Array<ArrayBuffer> }
  | PictureResult
  /** The picture, or a part of the request, cannot be used; one sentence says why. */
  | { readonly kind: "refused"; readonly reason: string };

/** What a worker makes of a task. */
export type PictureResult =
  /** The pages of a picture, as `deno task read --json` prints them. */
  | { readonly kind: "pages"; readonly pages: readonly ReadingRecord[] }
  /** One character, `[28, 28]`, paper 0 to ink 255. */
  | { readonly kind: "character"; readonly image: Uint8Array<ArrayBuffer> };
