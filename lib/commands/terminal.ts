/** Colour and whole words on terminals; what is no terminal gets plain text in one line. */

import process from "node:process";
import { styleText } from "node:util";
import { wrapText } from "../wrap_text.ts";

/** What a text is, from which its colour follows. */
export type TextKind = "heading" | "figure" | "progress" | "notice" | "error";

const styles = {
  heading: ["bold"],
  figure: ["bold", "green"],
  progress: ["cyan"],
  notice: ["yellow"],
  error: ["bold", "red"],
} as const satisfies Record<TextKind, readonly Parameters<typeof styleText>[0][]>;

/** Returns a text in its colour where `output` shows colours and `NO_COLOR` is not set, else as it is. */
export function coloured(
  kind: TextKind,
  text: string,
  output: "stdout" | "stderr" = "stderr",
): string {
  return styleText([...styles[kind]], text, { stream: process[output] });
}

/** Returns a sentence broken at spaces where `output` is a terminal too narrow for it. */
export function fitted(text: string, output: "stdout" | "stderr" = "stderr"): string {
  if (!Deno[output].isTerminal()) return text;
  return wrapText(text, Deno.consoleSize().columns).join("\n");
}
