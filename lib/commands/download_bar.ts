/** How a download looks: a progress bar on a terminal, one line a file anywhere else. */

import type { DownloadReport } from "../datasets/download/download_files.ts";
import { megabytes } from "../machine/disk_space.ts";
import { coloured } from "./terminal.ts";
import { createBar } from "./progress_bar.ts";

/** A report that draws on the screen until it is stopped. */
export interface DownloadBar extends DownloadReport {
  /** Removes the bar; the next progress draws it again. */
  readonly stop: () => void;
}

const FORMAT = "[{bar}] {percentage} % | {done} of {all} | {rate} | {eta_formatted} left | {file}";

/** Creates the report of a download; it writes to standard error, as do all lines about progress. */
export function createDownloadBar(
  isTerminal: boolean = Deno.stderr.isTerminal(),
): DownloadBar {
  const bar = createBar(FORMAT);
  let start: { time: number; bytes: number } | undefined;
  const stop = () => {
    if (start !== undefined) bar.stop();
    start = undefined;
  };
  return {
    stop,
    announce(line) {
      stop();
      console.error(coloured("notice", line));
    },
    finished(file) {
      if (!isTerminal) console.error(`${file.name}: ${megabytes(file.size)}, verified`);
    },
    progress({ fileName, doneBytes, totalBytes }) {
      if (!isTerminal) return;
      const now = performance.now();
      start ??= { time: now, bytes: doneBytes };
      const rate = (doneBytes - start.bytes) / Math.max(1, now - start.time) * 1000;
      const texts = {
        file: fileName,
        done: megabytes(doneBytes),
        all: totalBytes === undefined ? "?" : megabytes(totalBytes),
        rate: `${megabytes(rate)}/s`,
      };
      if (!bar.isActive) bar.start(totalBytes ?? 0, doneBytes, texts);
      bar.update(doneBytes, texts);
      if (doneBytes === totalBytes) stop();
    },
  };
}
