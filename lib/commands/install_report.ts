/** How fetching TensorFlow looks: announcements, and a bar on a terminal. */

// @ts-types="@types/cli-progress"
import { SingleBar } from "cli-progress";
import type { InstallReport } from "../backends/tensorflow/install.ts";

/** Creates a report on standard error; with `quiet` only announcements are shown. */
export function createInstallReport(
  { quiet = false, isTerminal = Deno.stderr.isTerminal() } = {},
): InstallReport {
  const bar = new SingleBar({
    format: "unpacking TensorFlow [{bar}] {percentage}% | {eta_formatted} left",
    hideCursor: false,
    clearOnComplete: true,
  });
  return {
    announce: (line) => console.error(line),
    progress: (doneBytes, totalBytes) => {
      if (quiet || !isTerminal) return;
      if (!bar.isActive) bar.start(totalBytes, doneBytes);
      bar.update(doneBytes);
      if (doneBytes >= totalBytes) bar.stop();
    },
  };
}
