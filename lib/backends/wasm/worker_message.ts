/** What the trainer's thread and its gradient workers say to each other. */

/** The first message; its port carries all later ones. Both arrays are shared memory. */
export interface WorkerStart {
  /** The model as `tf.LayersModel.toJSON` gives it. */
  readonly modelJson: string;
  /** All weights, `[size]`, written by the trainer between requests. */
  readonly weights: Float32Array<SharedArrayBuffer>;
  /** Gradients, then what layers keep, `[size]`, written by the worker before it answers. */
  readonly results: Float32Array<SharedArrayBuffer>;
}

/** A request: with targets for gradients, without for predictions. */
export interface WorkerRequest {
  readonly images: Uint8Array;
  readonly targets?: Float32Array;
}

/** What a worker answers to a request, or to the start with `ready`. */
export type WorkerAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "gradients"; readonly loss: number; readonly correct: number }
  | { readonly kind: "probabilities"; readonly values: Float32Array<ArrayBuffer> }
  | { readonly kind: "error"; readonly message: string };
