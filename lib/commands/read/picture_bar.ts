/** How far reading has come: a bar on a terminal where there is more than one picture. */

import { createBar } from "../progress_bar.ts";

/** A bar on standard error. */
export interface PictureBar {
  /** Takes the bar off the screen while `print` prints, so that lines stay whole. */
  print(print: () => void): void;
  /** One more picture is done. */
  advance(): void;
  stop(): void;
}

/** Creates the bar; with one picture, or without a terminal, it draws nothing. */
export function createPictureBar(
  pictures: number,
  isTerminal: boolean = Deno.stderr.isTerminal(),
): PictureBar {
  if (pictures < 2 || !isTerminal) {
    return { print: (print) => print(), advance: () => {}, stop: () => {} };
  }
  const bar = createBar("reading [{bar}] {value}/{total} pictures | {eta_formatted} left");
  let done = 0;
  bar.start(pictures, done);
  return {
    print: (print) => {
      bar.stop();
      print();
      bar.start(pictures, done);
    },
    advance: () => bar.update(++done),
    stop: () => bar.stop(),
  };
}
