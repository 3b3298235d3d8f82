/** A kernel's front end for tests: it keeps what it is sent. */

import { z } from "zod";
import type { Broadcast } from "../../lib/notebook/display.ts";

const contentSchema = z.object({
  data: z.record(z.string(), z.unknown()),
  metadata: z.record(z.string(), z.unknown()),
  transient: z.object({ display_id: z.string() }).optional(),
});

/** One message as Jupyter's protocol wants it. */
export type DisplayMessage = z.infer<typeof contentSchema> & { readonly type: string };

/** Creates a broadcast and the list that its messages end up in; a malformed one throws. */
export function createRecordingBroadcast(): { broadcast: Broadcast; messages: DisplayMessage[] } {
  const messages: DisplayMessage[] = [];
  const broadcast: Broadcast = (type, content) => {
    messages.push({ type, ...contentSchema.parse(content) });
    return Promise.resolve();
  };
  return { broadcast, messages };
}
