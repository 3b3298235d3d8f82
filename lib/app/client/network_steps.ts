/** A network as the page keeps it: operations one after the other, so that no layers are built there. */

/** Place of an array among all weights. */
export interface PackedWeight {
  readonly shape: readonly number[];
  /** Index of its first value; it is row-major. */
  readonly start: number;
}

/** What an operation computes. */
export type StepOperation =
  /** Weights: kernel `[height, width, in, out]` and bias `[out]`. */
  | { readonly kind: "convolution"; readonly window: StepWindow }
  /** The largest value of each window. */
  | {
    readonly kind: "pooling";
    readonly size: readonly [number, number];
    readonly window: StepWindow;
  }
  /** A normalisation that is part of no convolution. Weights: factors and offsets, `[channels]`. */
  | { readonly kind: "scaling" }
  /** Of all inputs. */
  | { readonly kind: "sum" }
  /** Of all values of an image, whatever their shape. Weights: kernel `[in, out]` and bias `[out]`. */
  | { readonly kind: "dense" };

/** How a window slides over images. */
export interface StepWindow {
  readonly strides: readonly [down: number, across: number];
  readonly padding: "same" | "valid";
}

/** One operation. Value 0 is the picture, `[n, 28, 28, 1]` from 0 to 1; step i gives value i + 1. */
export type NetworkStep<Weight = PackedWeight> = StepOperation & {
  /** The values that it takes. */
  readonly inputs: readonly number[];
  readonly weights: readonly Weight[];
  /** Whether what is below 0 becomes 0 in the end. */
  readonly relu: boolean;
};
