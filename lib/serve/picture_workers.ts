/** The threads that work on pictures, so that decoding one holds up no other request. */

import type { PictureMessage, PictureReply, PictureResult, PictureTask } from "./picture_task.ts";
import { Problem } from "./problem.ts";

/** Options of {@linkcode PictureWorkers}. */
export interface PictureWorkersOptions {
  /** Number of threads, 1 or more. */
  readonly count: number;
  /** Seconds that work on a picture may take; then its thread is ended and another one begun. */
  readonly seconds: number;
  /** The network: `[count, classes]` for `[count, 28, 28]`. */
  readonly predict: (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array<ArrayBuffer>>;
}

interface WaitingTask {
  readonly task: PictureTask;
  readonly resolve: (result: PictureResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A set of threads, each of which works on one picture at a time. */
export class PictureWorkers implements Disposable {
  readonly #options: PictureWorkersOptions;
  readonly #idle: PictureThread[];
  readonly #waiting: WaitingTask[] = [];

  constructor(options: PictureWorkersOptions) {
    this.#options = options;
    this.#idle = Array.from({ length: options.count }, startThread);
  }

  /**
   * Works on a picture as soon as a thread is free.
   *
   * @throws {Problem} 422 when the picture cannot be used, 503 when it takes too long.
   */
  run(task: PictureTask): Promise<PictureResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#assign();
    });
  }

  /** Ends the threads; what they work on is never answered. */
  [Symbol.dispose](): void {
    this.#idle.forEach(endThread);
  }

  #assign(): void {
    const [waiting] = this.#waiting;
    const thread = waiting && this.#idle.pop();
    if (thread === undefined) return;
    this.#waiting.shift();
    this.#work(thread, waiting.task).then(waiting.resolve, waiting.reject);
  }

  async #work(thread: PictureThread, task: PictureTask): Promise<PictureResult> {
    const { seconds, predict } = this.#options;
    const { worker, port } = thread;
    const done = Promise.withResolvers<Exclude<PictureReply, { kind: "images" | "ready" }>>();
    port.onmessage = ({ data }: MessageEvent<PictureReply>) => {
      if (data.kind === "ready") return;
      if (data.kind !== "images") return done.resolve(data);
      predict(data.images).then(
        (probabilities) => send(port, { kind: "probabilities", probabilities }),
        done.reject,
      );
    };
    worker.onerror = (event) => {
      event.preventDefault();
      done.reject(new Error(`A thread for pictures failed: ${event.message}`));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let next = thread;
    try {
      await Promise.race([thread.ready, done.promise]);
      timer = setTimeout(() => done.reject(tooSlow(seconds)), 1000 * seconds);
      send(port, { kind: "task", task });
      const reply = await done.promise;
      if (reply.kind === "refused") throw new Problem(422, reply.reason);
      return reply;
    } catch (error) {
      // Whatever the thread is at, nobody waits for it any more.
      if (!(error instanceof Problem && error.status === 422)) {
        endThread(thread);
        next = startThread();
      }
      throw error;
    } finally {
      clearTimeout(timer);
      this.#idle.push(next);
      this.#assign();
    }
  }
}

/** A thread, and when it has loaded what it needs. */
interface PictureThread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly ready: Promise<void>;
}

function startThread(): PictureThread {
  const worker = new Worker(new URL("./picture_worker.ts", import.meta.url), { type: "module" });
  const { port1: port, port2 } = new MessageChannel();
  const ready = new Promise<void>((resolve) => {
    port.addEventListener("message", () => resolve(), { once: true });
  });
  port.start();
  worker.postMessage("start", [port2]);
  return { worker, port, ready };
}

function endThread({ worker, port }: PictureThread): void {
  port.close();
  worker.terminate();
}

function tooSlow(seconds: number): Problem {
  return new Problem(503, `Cannot finish the picture: it takes over ${seconds} seconds.`);
}

function send(port: MessagePort, message: PictureMessage): void {
  port.postMessage(message);
}
