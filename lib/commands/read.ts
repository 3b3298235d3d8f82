/** `deno task read IMAGE…`: from photos, scans and drawings to text. */

import type { Command } from "commander";
import { CHARACTER_SETS } from "../reading/restriction.ts";
import { choiceOf, numberBetween, pathOf, runOf } from "./option_values.ts";
import type { ReadingOptions } from "./read/run_reading.ts";
import { backendOption, rayOption } from "./run_options.ts";

const examples = `
Examples:
  deno task read page.jpg                          the text on standard output, a line a line
  deno task read scans --json > scans.jsonl        a folder; one JSON object a line for each picture
  deno task read form.png --pattern '[A-Z]{2}[0-9]{4}'
                                                   every word is two capitals and four digits
  deno task read page.jpg --overlay page-read.png  what was read, drawn onto the picture
  deno task read scans --ray --out scans.jsonl     a pile of them, on many machines
  deno task read - < page.png                      from standard input
  deno task read --score pages/truth.json          how well the pictures in pages/ are read
Pictures are PNG, JPEG, WebP, TIFF and BMP. Letters and digits are read, other signs are not.
docs/reading.md says how it works and what confidence means.`;

/** Adds a picture to those named before it; `-` stays what it is. */
function collectPaths(value: string, paths: readonly string[] = []): string[] {
  return [...paths, value === "-" ? value : pathOf(value)];
}

/** Adds `read` to the command line. */
export function registerReadCommand(program: Command): void {
  program.command("read")
    .description("Read hand-printed text on pictures: photos, scans, forms, drawings.")
    .argument("[image...]", "pictures, folders of them, or - for standard input", collectPaths)
    .option("--model <run>", "the run whose model reads (default: the best on handwriting)", runOf)
    .option(
      "--characters <set>",
      `only these occur: ${CHARACTER_SETS.join(", ")}`,
      choiceOf(CHARACTER_SETS),
    )
    .option("--pattern <regex>", "every word matches this regular expression as a whole")
    .option("--words <file>", "only the words in this file occur", pathOf)
    .option("--json", "print one JSON object a line for each picture")
    .option("--boxes", "print a word a line: left, top, width, height, confidence, text")
    .option("--overlay <file>", "draw what was read onto the picture: a .png or .svg file", pathOf)
    .option("--stages <folder>", "write a picture of each stage of finding lines", pathOf)
    .option(
      "--unsure <confidence>",
      "mark characters less sure than this, 0 to 1",
      numberBetween(0, 1),
    )
    .option(
      "--score <file>",
      "compare with what the file says stands there, and print error rates",
      pathOf,
    )
    .option(
      "--out <path>",
      "with --score, the folder of the report; with --ray, the file (default: read.jsonl)",
      pathOf,
    )
    .addOption(
      rayOption("read a pile into a JSON Lines file")
        .conflicts(["boxes", "overlay", "stages", "unsure", "score"]),
    )
    .option("--no-pictures", "with --score, leave the lines with errors out of report.html")
    .addOption(backendOption())
    .addHelpText("after", examples)
    .action(async (images: string[], { ray, ...options }: ReadingOptions & { ray?: string }) => {
      if (ray !== undefined) {
        const { runReadingOnRay } = await import("./read/ray_reading.ts");
        const { out = "read.jsonl", ...rest } = options;
        Deno.exitCode = await runReadingOnRay(images, { ...rest, address: ray, out });
        return;
      }
      const { runReading } = await import("./read/run_reading.ts");
      Deno.exitCode = await runReading(images, options);
    });
}
