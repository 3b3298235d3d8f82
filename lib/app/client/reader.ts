/// <reference lib="dom" />
/** The workers that read: the first that is ready answers, a faster one takes its place. */

import type {
  AppData,
  BrowserBackend,
  Examples,
  Message,
  Question,
  WordList,
  WorkerAnswer,
} from "./messages.ts";

/** What happens to a reader. */
export interface ReaderEvents {
  /** @param notes Why another backend is not used, a sentence each, as far as is known yet. */
  readonly onReady: (backend: string, notes: readonly string[]) => void;
  readonly onAnswer: (answer: Exclude<WorkerAnswer, { kind: "ready" }>) => void;
  /** @param reason A sentence. */
  readonly onStop: (reason: string) => void;
}

/** Reads pictures, one at a time. */
export class BackgroundReader {
  readonly #events: ReaderEvents;
  readonly #data = Promise.withResolvers<AppData>();
  readonly #examples = Promise.withResolvers<Examples>();
  readonly #notes: string[] = [];
  #worker: Worker | undefined;
  #backend = "";
  #isBusy = true;
  #waiting: (() => Question) | undefined;
  #words: readonly WordList[] | undefined;
  #expectsText = false;
  /** WebGPU is started once something has been read: the first answer need not wait for it. */
  #isFasterSought = false;

  /** Starts WebAssembly at once; it waits for its data. */
  constructor(events: ReaderEvents) {
    this.#events = events;
    void this.#start("wasm");
  }

  /** Gives it what the network needs. */
  start(data: AppData): void {
    this.#data.resolve(data);
  }

  /** Gives it the examples that guesses are shown with. */
  addExamples(examples: Examples): void {
    this.#examples.resolve(examples);
  }

  /** Gives it the words that lines are read with. */
  learn(words: readonly WordList[]): void {
    this.#words = words;
    this.#sendWords();
  }

  /** Prepares for lines of text, which takes a moment, before the first is asked for. */
  expectText(): void {
    if (this.#expectsText) return;
    this.#expectsText = true;
    this.#sendWords();
  }

  /**
   * Asks for a picture to be read: at once, or as soon as the one before has been. Of the questions
   * that wait only the latest is asked, and it is made then.
   */
  ask(question: () => Question): void {
    this.#waiting = question;
    if (!this.#isBusy) this.#askNext();
  }

  /** Takes back the question that waits. */
  askNothing(): void {
    this.#waiting = undefined;
  }

  #askNext(): void {
    this.#isBusy = this.#waiting !== undefined;
    if (this.#waiting !== undefined) this.#post(this.#waiting());
    this.#waiting = undefined;
  }

  #post(message: Message): void {
    this.#worker?.postMessage(message);
  }

  #sendWords(): void {
    if (!this.#expectsText || this.#words === undefined) return;
    this.#post({ kind: "words", lists: this.#words });
  }

  async #start(backend: BrowserBackend): Promise<void> {
    if (backend !== "wasm") await documentLoaded();
    const source = globalThis.workerSources?.[backend] ?? "";
    const worker = new Worker(
      URL.createObjectURL(new Blob([source], { type: "text/javascript" })),
    );
    worker.addEventListener("message", ({ data: answer }: MessageEvent<WorkerAnswer>) => {
      if (answer.kind === "ready") this.#takeOver(worker, backend);
      else if (answer.kind === "failed" && answer.id === 0) {
        this.#giveUp(worker, backend, answer.reason);
      } else this.#answered(worker, answer);
    });
    worker.addEventListener("error", ({ message }) => {
      if (worker === this.#worker) this.#events.onStop(`The reader stopped: ${message}.`);
      else this.#giveUp(worker, backend, message);
    });
    const post = (message: Message) => worker.postMessage(message);
    post({ kind: "start", data: await this.#data.promise });
    post({ kind: "examples", examples: await this.#examples.promise });
  }

  #takeOver(worker: Worker, backend: BrowserBackend): void {
    const isFirst = this.#worker === undefined;
    // One that is busy answers first.
    if (!this.#isBusy) this.#worker?.terminate();
    [this.#worker, this.#backend] = [worker, backend];
    this.#sendWords();
    this.#events.onReady(backend, this.#notes);
    if (isFirst) this.#askNext();
  }

  #answered(worker: Worker, answer: Exclude<WorkerAnswer, { kind: "ready" }>): void {
    if (worker !== this.#worker) worker.terminate();
    this.#events.onAnswer(answer);
    this.#askNext();
    if (this.#isFasterSought) return;
    this.#isFasterSought = true;
    void this.#start("webgpu");
  }

  #giveUp(worker: Worker, backend: BrowserBackend, reason: string): void {
    worker.terminate();
    this.#notes.push(`${backend} is not used: ${reason}.`);
    if (this.#worker !== undefined) this.#events.onReady(this.#backend, this.#notes);
    else if (backend === "wasm") void this.#start("cpu");
    else this.#events.onStop(`The network cannot run in this browser. ${this.#notes.join(" ")}`);
  }
}

/** Waits until the scripts that come last have run. */
async function documentLoaded(): Promise<void> {
  if (document.readyState !== "loading") return;
  await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve, { once: true }));
}
