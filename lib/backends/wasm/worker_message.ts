/** What the trainer's thread and its workers say to each other. */

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
