/** `deno task export RUN`: a run's network as a file for other programs, with the proof that it works. */

import type { Command } from "commander";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  ONNX_INPUT_TYPES,
  type OnnxInputType,
} from "../exports/formats.ts";
import type { RunExportOptions } from "./export/run_export.ts";
import { choiceOf, pathOf } from "./option_values.ts";
import { backendOption, runArgument } from "./run_options.ts";

const examples = `
Examples:
  deno task export flagship-best-emnist47                  exports/flagship-best-emnist47.onnx
  deno task export flagship-best-emnist47 --to keras       exports/flagship-best-emnist47.keras
  deno task export results/letters --out web/letters.onnx
The file takes upright images, 0 for paper to 255 for ink, and gives calibrated probabilities. It is
run on the run's test images in the format's own runtime; FILE.proof.json keeps what that showed.
docs/exports.md shows how to call the files.`;

/** Adds `export` to the command line. */
export function registerExportCommand(program: Command): void {
  program.command("export")
    .description("Write a run's network for other programs, and prove that it computes the same.")
    .addArgument(runArgument())
    .option(
      "--to <format>",
      EXPORT_FORMATS.join(", "),
      choiceOf(EXPORT_FORMATS),
      "onnx" satisfies ExportFormat,
    )
    .option("--out <file>", "the file to write (default: exports/RUN.FORMAT)", pathOf)
    .option(
      "--input <type>",
      `what the images are made of in an ONNX file: ${ONNX_INPUT_TYPES.join(", ")}`,
      choiceOf(ONNX_INPUT_TYPES),
      "uint8" satisfies OnnxInputType,
    )
    .option("--no-proof", "do not run the file, for machines without its runtime")
    .addOption(backendOption("what computes the probabilities to compare with: "))
    .addHelpText("after", examples)
    .action(async (run: string, options: RunExportOptions) => {
      const { runExport } = await import("./export/run_export.ts");
      await runExport(run, options);
    });
}
