/** Batch normalisation over the last of four axes (Ioffe and Szegedy, 2015). */

import { z } from "zod";
import { finished, type LayerBuilder } from "./layer_context.ts";

const batchNormalizationConfig = z.object({
  axis: z.union([z.literal(-1), z.literal(3)]),
  momentum: z.number(),
  epsilon: z.number(),
  center: z.literal(true),
  scale: z.literal(true),
  betaRegularizer: z.null().optional(),
  gammaRegularizer: z.null().optional(),
  betaConstraint: z.null().optional(),
  gammaConstraint: z.null().optional(),
});

/** Places of the moving moments among a batch normalisation's weights: γ, β, mean, variance. */
const movingMean = 2;
const movingVariance = 3;

/**
 * `tf.layers.batchNormalization` with scale and centre.
 *
 * In training the moments are the batch's own; the moving variance takes TensorFlow's unbiased
 * estimate, N / (N − 1) times the biased one that tfjs takes, where N is the number of values a
 * channel has in the batch. In inference the moving moments are used.
 */
export const buildBatchNormalization: LayerBuilder = (context, layer, [input]) => {
  const { graph, computeType, training } = context;
  const { momentum, epsilon } = batchNormalizationConfig.parse(layer.getConfig());
  const [gamma, beta, mean, variance] = context.masterWeights(layer);
  const empty = graph.constant("float32", [0], new Float32Array(0));
  const normalized = graph.add(
    "FusedBatchNormV3",
    [finished(input), gamma, beta, training ? empty : mean, training ? empty : variance],
    {
      T: { type: computeType },
      U: { type: "float32" },
      epsilon: { float: epsilon },
      is_training: { bool: training },
    },
  );
  if (training) {
    const { operation } = normalized;
    context.updateMovingAverage(layer, movingMean, { operation, index: 1 }, momentum);
    context.updateMovingAverage(layer, movingVariance, { operation, index: 2 }, momentum);
  }
  return { output: normalized, size: input.size };
};
