/** How fetching TensorFlow looks: announcements, and a bar on a terminal. */

import type { InstallReport } from "../backends/tensorflow/install.ts";
import { coloured } from "./terminal.ts";
import { createBar } from "./progress_bar.ts";

/** Creates a report on standard error; with `quiet` only announcements are shown. */
export function createInstallReport(
  { quiet = false, isTerminal = Deno.stderr.isTerminal() } = {},
): InstallReport {
  const bar = createBar("unpacking TensorFlow [{bar}] {percentage} % | {eta_formatted} left");
  return {
    announce: (line) => console.error(coloured("notice", line)),
    progress: (doneBytes, totalBytes) => {
      if (quiet || !isTerminal) return;
      if (!bar.isActive) bar.start(totalBytes, doneBytes);
      bar.update(doneBytes);
      if (doneBytes >= totalBytes) bar.stop();
    },
  };
}
