/** What all layers with a kernel share: their options, and how they end. */

import { z } from "zod";
import { type GraphOutput } from "../graph.ts";
import { activate, type ActivationName } from "./activation.ts";
import { type LayerContext, type LayerValue } from "./layer_context.ts";

/** Penalties and constraints would change the loss, so a layer that has one is refused. */
export const unregularized = z.object({
  kernelRegularizer: z.null().optional(),
  biasRegularizer: z.null().optional(),
  activityRegularizer: z.null().optional(),
  kernelConstraint: z.null().optional(),
  biasConstraint: z.null().optional(),
  depthwiseRegularizer: z.null().optional(),
  pointwiseRegularizer: z.null().optional(),
  depthwiseConstraint: z.null().optional(),
  pointwiseConstraint: z.null().optional(),
});

/**
 * Returns the product of inputs and a kernel with its bias, if the layer has one, and its activation.
 *
 * @param bias `[channels]`, or undefined where the layer's weights end before it.
 */
export function addBiasAndActivate(
  { graph, computeType }: LayerContext,
  product: GraphOutput,
  bias: GraphOutput | undefined,
  activation: ActivationName,
): LayerValue {
  const addBias = (output: GraphOutput) =>
    bias === undefined
      ? output
      : graph.add("BiasAdd", [output, bias], { T: { type: computeType } });
  return activate(graph, product, activation, computeType, addBias);
}
