/**
 * What a cell shows: MIME bundles, of which each front end picks the richest form it knows.
 *
 * The notebooks end a cell with `await show(…)` rather than with a bare expression or `console.log`:
 * the kernel (Deno 2.9.6) hands outputs to another thread, which may send them after the message
 * that ends the cell, and front ends drop what comes late. `show` waits until they are out.
 */

import { UserError } from "../user_error.ts";

/** One thing in several forms, by MIME type: text as it is, pictures in base64, JSON as objects. */
export type MimeBundle = Readonly<Record<string, string | object>>;

/** The key under which Jupyter kernels look for an object's own form. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display");

/** An object that a notebook shows in its own form. */
export interface Displayable {
  [displaySymbol](): MimeBundle;
}

/** Sends one message to every front end of the running kernel. */
export type Broadcast = (messageType: string, content: Record<string, unknown>) => Promise<void>;

/** Returns an object that a notebook shows as `bundle`. */
export function createDisplayable(bundle: MimeBundle): Displayable {
  return { [displaySymbol]: () => bundle };
}

/**
 * Shows something at once and returns when it is out; a text is read as Markdown.
 *
 * @throws {UserError} outside a Deno kernel.
 */
export async function show(
  shown: Displayable | string,
  broadcast: Broadcast = kernelBroadcast(),
): Promise<void> {
  const bundle = typeof shown === "string" ? markdownBundle(shown) : shown[displaySymbol]();
  await broadcast("display_data", { data: bundle, metadata: {} });
  await settle();
}

/** Waits until the kernel has sent what it was given: in tries under load it took up to 5 ms. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
}

function markdownBundle(text: string): MimeBundle {
  return { "text/markdown": text, "text/plain": text };
}

/** A place in a cell's output whose contents are replaced again and again. */
export class LiveDisplay {
  readonly #broadcast: Broadcast;
  readonly #content = { metadata: {}, transient: { display_id: crypto.randomUUID() } };
  #isShown = false;

  /** @param broadcast is the running kernel's when left out. */
  constructor(broadcast: Broadcast = kernelBroadcast()) {
    this.#broadcast = broadcast;
  }

  /**
   * Shows `displayable` here: in a new place the first time, in the same place from then on.
   *
   * Returns at once; call {@linkcode settle} after the last one.
   */
  async show(displayable: Displayable): Promise<void> {
    const messageType = this.#isShown ? "update_display_data" : "display_data";
    this.#isShown = true;
    await this.#broadcast(messageType, { ...this.#content, data: displayable[displaySymbol]() });
  }
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
