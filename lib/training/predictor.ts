/** What reading, serving and evaluating ask of a trained model: its answers, and nothing else. */

/** Answers for images; created by a backend's `createPredictor`, or a trainer. */
export interface Predictor {
  /**
   * Returns one row of class probabilities an image, `[count, classes]` row-major float32, or what
   * {@linkcode PredictorOptions.output} names.
   *
   * @param images `[count, height, width]` row-major uint8, 0 to 255, upright; any count, also 0.
   * @throws {TypeError} (as a rejection) when `images` is not a whole number of images.
   */
  predict(images: Uint8Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>>;

  /** Frees everything that it holds; the model that it was created from stays. */
  dispose(): void;
}

/** What a predictor's rows hold: probabilities that sum to 1, or their natural logarithms. */
export type PredictorOutput = "probabilities" | "logProbabilities";

/** Options of a predictor. */
export interface PredictorOptions {
  /**
   * What the logits are divided by before the softmax, above 0: more than 1 makes a model less sure
   * of itself, less than 1 surer (Guo et al., 2017, arXiv:1706.04599).
   *
   * @default {1}
   */
  readonly temperature?: number;
  /**
   * What each row holds. The backends `wasm` and `webgpu` give no logarithm below −87.3, that of the
   * smallest normal float32.
   *
   * @default {"probabilities"}
   */
  readonly output?: PredictorOutput;
}

/**
 * Returns `options` with every default filled in.
 *
 * @throws {RangeError} when the temperature is not a number above 0.
 */
export function completePredictorOptions(
  { temperature = 1, output = "probabilities" }: PredictorOptions = {},
): Required<PredictorOptions> {
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new RangeError(
      `Cannot create a predictor: expected a temperature above 0 but found ${temperature}`,
    );
  }
  return { temperature, output };
}
