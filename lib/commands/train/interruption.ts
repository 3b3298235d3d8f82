/** Ctrl-C during a run: it ends at the next point from which it can go on. */

/**
 * Signals that come so soon after the first, in milliseconds, belong to the same key: a terminal
 * signals every process in its foreground, and `npx` and `deno task` hand on what they got.
 */
const SAME_KEY = 1000;

/** Listens for Ctrl-C and SIGTERM until it is stopped. */
export interface Interruption {
  /** Aborted by the first Ctrl-C; another one, a second or more later, ends the process as usual. */
  readonly signal: AbortSignal;
  /** From now on the first Ctrl-C calls `end`, which is to end the process at once. */
  readonly endAtOnce: (end: () => void) => void;
  /** Listens no more. */
  readonly stop: () => void;
}

/** Starts to listen. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  let end = () => {};
  let isListening = true;
  function stop(): void {
    if (isListening) signals.forEach((name) => Deno.removeSignalListener(name, interrupt));
    isListening = false;
  }
  function interrupt(): void {
    if (controller.signal.aborted) return;
    controller.abort();
    Deno.unrefTimer(setTimeout(stop, SAME_KEY));
    end();
  }
  signals.forEach((name) => Deno.addSignalListener(name, interrupt));
  return {
    signal: controller.signal,
    endAtOnce: (newEnd) => {
      end = newEnd;
    },
    stop,
  };
}
