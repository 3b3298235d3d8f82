/** Opening a backend in a notebook, with one place in the output that says which one and why. */

import { type Backend, type BackendChoice, openBackend } from "../backends/backend.ts";
import { megabytes } from "../machine/disk_space.ts";
import { type Broadcast, flushDisplays, kernelBroadcast, LiveDisplay } from "./display.ts";
import { textBundle } from "./show.ts";

/**
 * Opens a backend as `deno task train --backend` does; TensorFlow is fetched first where it is
 * missing, with its progress shown in place.
 *
 * @throws {UserError} when the chosen backend, or with `auto` every backend, is not available.
 */
export async function useBackend(
  choice: BackendChoice = "auto",
  broadcast: Broadcast = kernelBroadcast(),
): Promise<Backend> {
  const display = new LiveDisplay(broadcast);
  const notes: string[] = [];
  const backend = await openBackend(choice, {
    announce(line) {
      notes.push(line);
      void display.show(textBundle(line));
    },
    progress(doneBytes, totalBytes) {
      const progress = `${megabytes(doneBytes)} of ${megabytes(totalBytes)}`;
      void display.show(textBundle(`Unpacking TensorFlow: ${progress}`));
    },
  });
  const unavailable = notes.filter((note) => note.includes("is not available"));
  const description = `Backend **${backend.name}** ${backend.version}, ${backend.threads} threads.`;
  await display.show(textBundle([description, ...unavailable].join("\n\n")));
  await flushDisplays();
  return backend;
}
