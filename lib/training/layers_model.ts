/** The type of a network, so that whoever uses one need not know where it comes from. */

/** A network of TensorFlow.js, a `tf.LayersModel`. */
export type LayersModel = InstanceType<(typeof import("@tensorflow/tfjs"))["LayersModel"]>;
