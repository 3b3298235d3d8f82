/** The trainer's end of a worker: starts it, asks it, stops it; and what the two say to each other. */

/** The first message; its port carries all later ones. */
export interface WorkerStart {
  /** The model as `tf.LayersModel.toJSON` gives it. */
  readonly modelJson: string;
  /** All weights, `[size]`, in shared memory: written by the trainer between requests. */
  readonly weights: Float32Array<SharedArrayBuffer>;
}

/** One shard of a batch: with targets for gradients, without for predictions. */
export interface WorkerRequest {
  /** Changes whenever the shared weights do. */
  readonly weightsVersion: number;
  readonly images: Uint8Array;
  readonly targets?: Float32Array;
  /** Takes the gradients, then what layers keep, `[size]`, in shared memory. */
  readonly results?: Float32Array<SharedArrayBuffer>;
}

/** What a worker answers to a request, or to the start with `ready`. */
export type WorkerAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "gradients"; readonly loss: number; readonly correct: number }
  | { readonly kind: "probabilities"; readonly values: Float32Array<ArrayBuffer> }
  | { readonly kind: "error"; readonly message: string };

/** A thread with its own `wasm` backend and a copy of the model; it answers one request at a time. */
export class GradientWorker {
  readonly #worker: Worker;
  readonly #port: MessagePort;

  private constructor(worker: Worker, port: MessagePort) {
    this.#worker = worker;
    this.#port = port;
  }

  /** Starts a worker and waits until its backend runs. */
  static async start(start: WorkerStart): Promise<GradientWorker> {
    const worker = new Worker(new URL("./worker_main.ts", import.meta.url), { type: "module" });
    const { port1, port2 } = new MessageChannel();
    const gradientWorker = new GradientWorker(worker, port1);
    const ready = gradientWorker.#nextAnswer();
    worker.postMessage(start, [port2]);
    try {
      await ready;
    } catch (error) {
      gradientWorker.stop();
      throw error;
    }
    return gradientWorker;
  }

  /** Sends one shard and returns the worker's answer; throws when the worker fails or stops. */
  ask(request: WorkerRequest): Promise<WorkerAnswer> {
    const answer = this.#nextAnswer();
    this.#port.postMessage(request);
    return answer;
  }

  /** Ends the thread at once. */
  stop(): void {
    this.#port.close();
    this.#worker.terminate();
  }

  #nextAnswer(): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      this.#worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`A wasm worker stopped: ${event.message}`));
      };
      this.#port.onmessage = (event) => {
        const answer: WorkerAnswer = event.data;
        if (answer.kind === "error") reject(new Error(`A wasm worker failed: ${answer.message}`));
        else resolve(answer);
      };
    });
  }
}
