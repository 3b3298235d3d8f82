/** Texts for notebooks. */

import type { MimeBundle } from "./display.ts";

/** Returns a text that is read as Markdown. */
export function textBundle(markdown: string): MimeBundle {
  return { "text/markdown": markdown, "text/plain": markdown };
}
