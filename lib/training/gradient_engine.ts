/** What a trainer that keeps weights in JavaScript asks of a backend: gradients and predictions. */

/** The gradients of one batch. */
export interface BatchGradients {
  /** Mean cross-entropy over the batch in nats, plus the model's weight penalties. */
  readonly loss: number;
  /** How many images were classified right. */
  readonly correct: number;
  /** Gradient of `loss`, `[trainableSize]`, in the order of the weights. */
  readonly gradients: Float32Array;
  /** What layers keep, after this batch: the weights from `trainableSize` on. */
  readonly kept: Float32Array;
}

/** Runs a model on a backend for weights that lie outside of it. */
export interface GradientEngine {
  /** Sets all weights, `[size]` in the order of the layout; must come before all other calls. */
  setWeights(weights: Float32Array): void;

  /**
   * Computes the gradients of one batch of at least one image; the weights stay.
   *
   * @param images `[batch, height, width]` uint8, 0 to 255.
   * @param targets `[batch, classes]` float32, each row a distribution.
   */
  computeGradients(images: Uint8Array, targets: Float32Array): Promise<BatchGradients>;

  /** Returns class probabilities, `[count, classes]`, of `[count, height, width]` uint8 images. */
  predict(images: Uint8Array): Promise<Float32Array<ArrayBuffer>>;

  /** Frees what the engine holds; the model that it was made from stays. */
  dispose(): void;
}
