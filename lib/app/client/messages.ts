/** What the page and its worker say to each other, and what the page is built with. */

import type { Box } from "../../reading/lattice.ts";
import type { NetworkStep } from "./network_steps.ts";

/** What computes in a browser, under TensorFlow.js's names. */
export type BrowserBackend = "wasm" | "webgpu" | "cpu";

/** What a page is built with: everything that the network needs, and nothing to fetch. */
export interface AppData {
  /** Name of the run. */
  readonly run: string;
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
  /** Groups of look-alikes, as characters. */
  readonly groups: readonly (readonly string[])[];
  /** Probabilities are softmax(logits / temperature). */
  readonly temperature: number;
  /** The network; its last step gives the logits. */
  readonly steps: readonly NetworkStep[];
  /** All weights, little-endian float32, in base64. */
  readonly weights: string;
  readonly probe: Probe;
}

/** Real images of each class, for comparison. */
export interface Examples {
  /** `[n]` class of each image. */
  readonly labels: readonly number[];
  /** `[n, 28, 28]` upright uint8, 0 paper to 255 ink, in base64. */
  readonly images: string;
}

/** Images whose answers are known: a browser's backend that answers otherwise is not used. */
export interface Probe {
  /** `[n, 28, 28]` upright uint8 in base64. */
  readonly images: string;
  /** `[n, classes]` little-endian float32 in base64, as the native backend gives them. */
  readonly probabilities: string;
}

/** Words of a language, all as common as each other. */
export interface WordList {
  /** Share of each word among all that people write. */
  readonly weight: number;
  /** In small letters, with a space between two. */
  readonly words: string;
}

/** What the page says to a worker: the data first. */
export type Message =
  | { readonly kind: "start"; readonly data: AppData }
  /** Nothing is answered before these have come. */
  | { readonly kind: "examples"; readonly examples: Examples }
  /** Lines of text are read once it has these. */
  | { readonly kind: "words"; readonly lists: readonly WordList[] }
  | Question;

/** Asks for a picture to be read. */
export interface Question {
  readonly kind: "read";
  readonly id: number;
  /** A drawing's pixels, or the bytes of a picture file. */
  readonly picture: ImageData | Blob;
  /** One character, or lines of them. */
  readonly mode: "character" | "text";
}

/** A guess at a character. */
export interface Guess {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** The real examples of this class that are nearest, `[28, 28]` each, the nearest first. */
  readonly examples: readonly Uint8Array<ArrayBuffer>[];
}

/** A character that was found. */
export interface FoundCharacter {
  readonly text: string;
  readonly confidence: number;
  /** In pixels of the picture that was read. */
  readonly box: Box;
  /** What the network saw, `[28, 28]`. */
  readonly image: Uint8Array<ArrayBuffer>;
  /** The most probable first; look-alikes of the first one are among them. */
  readonly guesses: readonly Guess[];
}

/** What the worker says. */
export type WorkerAnswer =
  | { readonly kind: "ready"; readonly backend: string }
  | { readonly kind: "failed"; readonly id: number; readonly reason: string }
  | {
    readonly kind: "read";
    readonly id: number;
    /** Line breaks between lines; empty where nothing was found. */
    readonly text: string;
    readonly characters: readonly FoundCharacter[];
    /** From question to answer. */
    readonly milliseconds: number;
  };

/** A drawing with what it is. */
export interface LabelledDrawing {
  readonly label: string;
  /** A PNG file in base64: black ink on white paper. */
  readonly png: string;
}

declare global {
  /** The text of each worker; `worker_wasm.js` runs before `page.js`, the others last. */
  var workerSources: Partial<Record<BrowserBackend, string>> | undefined;
  /** TensorFlow.js's WebAssembly binary in base64, in the worker that runs it. */
  var wasmBinary: string;
  /** What `data.js`, `examples.js` and `words.js` call, which run after `page.js`. */
  var startReading: (data: AppData) => void;
  var addExamples: (examples: Examples) => void;
  var learnWords: (lists: readonly WordList[]) => void;
  /** What `save.js` defines, which runs last. */
  var zipDrawings: (drawings: readonly LabelledDrawing[]) => Promise<Blob>;
}
