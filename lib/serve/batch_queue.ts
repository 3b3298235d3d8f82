/** Requests that wait are put into one batch for the network, which is faster than one by one. */

/** Options of {@linkcode BatchQueue}. */
export interface BatchQueueOptions {
  /** Returns `[count, classes]` row-major for `[count, height, width]`. */
  readonly predict: (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array<ArrayBuffer>>;
  /** Bytes of an image, and numbers of a row of probabilities. */
  readonly imageSize: number;
  readonly classes: number;
  /**
   * Most images of a batch; a request with more of them is a batch alone.
   *
   * @default {256}
   */
  readonly mostImages?: number;
  /**
   * How long the first request waits for others where the network is idle, in milliseconds.
   *
   * @default {1}
   */
  readonly delay?: number;
  /** Is told the number of images of each batch. */
  readonly onBatch?: (images: number) => void;
}

interface Waiting {
  readonly images: Uint8Array<ArrayBuffer>;
  readonly resolve: (probabilities: Float32Array<ArrayBuffer>) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers requests while a batch is computed, and for a moment where none is. */
export class BatchQueue {
  readonly #options: Required<BatchQueueOptions>;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  constructor(options: BatchQueueOptions) {
    this.#options = { mostImages: 256, delay: 1, onBatch: () => {}, ...options };
  }

  /**
   * Returns the probabilities of some images, `[count, classes]`.
   *
   * @param images `[count, height, width]` uint8.
   */
  predict(images: Uint8Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ images, resolve, reject });
      if (this.#isBusy) return;
      this.#isBusy = true;
      setTimeout(() => this.#work(), this.#options.delay);
    });
  }

  /** Computes batch after batch until nobody waits. */
  async #work(): Promise<void> {
    while (this.#waiting.length > 0) await this.#computeBatch(this.#takeBatch());
    this.#isBusy = false;
  }

  #takeBatch(): Waiting[] {
    const { imageSize, mostImages } = this.#options;
    let [requests, images] = [0, 0];
    for (const waiting of this.#waiting) {
      images += waiting.images.length / imageSize;
      if (requests > 0 && images > mostImages) break;
      requests += 1;
    }
    return this.#waiting.splice(0, requests);
  }

  async #computeBatch(batch: readonly Waiting[]): Promise<void> {
    const { predict, imageSize, classes, onBatch } = this.#options;
    try {
      const images = joinImages(batch.map((waiting) => waiting.images));
      onBatch(images.length / imageSize);
      const probabilities = await predict(images);
      let row = 0;
      for (const { images: { length }, resolve } of batch) {
        const end = row + length / imageSize;
        resolve(probabilities.slice(row * classes, end * classes));
        row = end;
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

function joinImages(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0];
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    joined.set(part, end);
    end += part.length;
  }
  return joined;
}
