/**
 * How a cell shows something: MIME bundles, of which each front end picks the richest form it knows.
 *
 * The notebooks end a cell with `await show…(…)` rather than with a bare expression or `console.log`:
 * the kernel (Deno 2.9.6) hands outputs to another thread, which may send them after the message
 * that ends the cell, and front ends drop what comes late. Showing waits until they are out.
 */

import { UserError } from "../user_error.ts";

/** One thing in several forms, by MIME type: text as it is, pictures in base64, JSON as objects. */
export type MimeBundle = Readonly<Record<string, string | object>>;

/** Sends one message to every front end of the running kernel. */
export type Broadcast = (messageType: string, content: Record<string, unknown>) => Promise<void>;

/**
 * Shows something at once and returns when it is out.
 *
 * @throws {UserError} outside a Deno kernel.
 */
export async function show(
  bundle: MimeBundle,
  broadcast: Broadcast = kernelBroadcast(),
): Promise<void> {
  await broadcast("display_data", { data: bundle, metadata: {} });
  await flushDisplays();
}

/** A place in a cell's output whose contents are replaced again and again. */
export class LiveDisplay {
  readonly #broadcast: Broadcast;
  readonly #place = { display_id: crypto.randomUUID() };
  #isShown = false;

  /**
   * @param broadcast is the running kernel's when left out.
   * @throws {UserError} outside a Deno kernel.
   */
  constructor(broadcast: Broadcast = kernelBroadcast()) {
    this.#broadcast = broadcast;
  }

  /**
   * Shows `bundle` here: in a new place the first time, in the same place from then on.
   *
   * Returns at once; call {@linkcode flushDisplays} after the last one.
   */
  async show(bundle: MimeBundle): Promise<void> {
    const messageType = this.#isShown ? "update_display_data" : "display_data";
    this.#isShown = true;
    await this.#broadcast(messageType, { data: bundle, metadata: {}, transient: this.#place });
  }
}

/** Waits until the kernel has sent what it was given: in tries under load it took up to 5 ms. */
export async function flushDisplays(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/**
 * Returns the running kernel's own way to its front ends.
 *
 * @throws {UserError} outside a Deno kernel.
 */
export function kernelBroadcast(): Broadcast {
  try {
    // Outside a kernel the property is there as well, but reading it throws.
    const { broadcast } = Deno.jupyter;
    return (messageType, content) => broadcast(messageType, content);
  } catch (error) {
    throw new UserError("Cannot display anything: expected a Deno kernel, found none", {
      cause: error,
      hint: "Run this in a notebook: `deno task lab` opens them.",
    });
  }
}
