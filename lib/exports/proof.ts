/** The proof of an exported file: it gives what the run's own network gives, on the same images. */

import { z } from "zod";

/** The largest difference of any probability that an export may have. */
export const PROOF_TOLERANCE = 1e-4;

/** What a format's own runtime made of the images. */
export interface ExportRun {
  /** Name and version of the runtime, such as `onnxruntime-node 1.30.0`. */
  readonly runtime: string;
  /** `[count, classes]` row-major float32. */
  readonly probabilities: Float32Array;
}

/** What is kept beside an exported file. */
export const proofSchema = z.object({
  /** Name of the exported file, and the SHA-256 digest of its bytes. */
  file: z.string(),
  sha256: z.string(),
  /** What ran it. */
  runtime: z.string(),
  /** The data set and how many of its test images were read. */
  dataset: z.string(),
  images: z.int(),
  /** The largest difference of any probability from the network's own, and what is allowed. */
  largestDifference: z.number(),
  tolerance: z.number(),
  /** Share of the images that the file, and the network itself, read right. */
  accuracy: z.number(),
  networkAccuracy: z.number(),
});

/** See {@linkcode proofSchema}. */
export type Proof = z.infer<typeof proofSchema>;

/** Probabilities of the same images, from the file and from the network, and what they show. */
export interface ComparedProbabilities {
  /** True classes, `[count]`. */
  readonly labels: Uint8Array;
  /** `[count, classes]` row-major. */
  readonly exported: Float32Array;
  readonly own: Float32Array;
}

/**
 * Returns the largest difference and both accuracies.
 *
 * @throws {TypeError} when the two do not have the same number of probabilities.
 */
export function compareProbabilities(
  { labels, exported, own }: ComparedProbabilities,
): Pick<Proof, "images" | "largestDifference" | "accuracy" | "networkAccuracy"> {
  if (exported.length !== own.length) {
    throw new TypeError(
      `Cannot compare probabilities: expected ${own.length} but found ${exported.length}`,
    );
  }
  let largestDifference = 0;
  for (const [index, value] of exported.entries()) {
    const difference = Math.abs(value - own[index]);
    // A probability that is no number is as wrong as can be.
    largestDifference = Math.max(largestDifference, Number.isNaN(difference) ? 1 : difference);
  }
  return {
    images: labels.length,
    largestDifference,
    accuracy: shareRight(labels, exported),
    networkAccuracy: shareRight(labels, own),
  };
}

function shareRight(labels: Uint8Array, probabilities: Float32Array): number {
  const classes = probabilities.length / labels.length;
  let right = 0;
  for (const [image, label] of labels.entries()) {
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    const best = row.reduce((top, value, index) => value > row[top] ? index : top, 0);
    if (best === label) right += 1;
  }
  return right / labels.length;
}
