/** The error for training that has driven the weights beyond all numbers. */

import { UserError } from "../user_error.ts";

/**
 * Creates the error for a model whose training has diverged; its hint says how to train it again.
 *
 * @param message What cannot be done, and what was found.
 */
export function divergenceError(message: string): UserError {
  return new UserError(message, {
    hint: "Train again with a lower learning rate, or with adam.clipNorm in a config file.",
  });
}
