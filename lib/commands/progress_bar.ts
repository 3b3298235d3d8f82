/** The one look of progress bars on standard error. */

// @ts-types="@types/cli-progress"
import { SingleBar } from "cli-progress";
import { durationText } from "../number_text.ts";
import { coloured } from "./terminal.ts";

/**
 * Creates a bar that goes when it is done.
 *
 * @param format As cli-progress takes it; what may be cut on a narrow terminal stands last.
 */
export function createBar(format: string): SingleBar {
  return new SingleBar({
    format: format.replace("[{bar}]", `[${coloured("progress", "{bar}")}]`),
    barsize: 10,
    hideCursor: false,
    clearOnComplete: true,
    fps: 10,
    etaBuffer: 200,
    // Where nothing has moved yet, the time is a word instead of a number.
    formatTime: (seconds) => Number.isFinite(seconds) ? durationText(seconds) : "?",
  });
}
