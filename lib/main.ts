/**
 * The command line: `deno task <command>`, or `deno run -P=train lib/main.ts <command>`.
 *
 * Each command lives in its own file under `lib/commands/` and registers itself here.
 */

import { Command } from "commander";
import { registerAppCommand } from "./commands/app.ts";
import { registerBenchCommand } from "./commands/bench.ts";
import { coloured } from "./commands/terminal.ts";
import { registerCompareCommand } from "./commands/compare.ts";
import { registerDataCommand } from "./commands/data.ts";
import { registerDoctorCommand } from "./commands/doctor.ts";
import { registerEnsembleCommand } from "./commands/ensemble.ts";
import { registerEvaluateCommand } from "./commands/evaluate.ts";
import { registerExportCommand } from "./commands/export.ts";
import { registerLabCommand } from "./commands/lab.ts";
import { registerNotebooksCommand } from "./commands/notebooks.ts";
import { registerReadCommand } from "./commands/read.ts";
import { registerReportCommand } from "./commands/report.ts";
import { registerRunsCommand } from "./commands/runs.ts";
import { registerServeCommand } from "./commands/serve.ts";
import { registerSiteCommand } from "./commands/site.ts";
import { registerSweepCommand } from "./commands/sweep.ts";
import { registerTrainCommand } from "./commands/train.ts";
import { explainError } from "./machine/system_error.ts";

/** Creates the command line with every command registered. */
export function createProgram(): Command {
  const program = new Command("deno task")
    .description("Handwritten-character recognition on EMNIST, in TypeScript on Deno.")
    .configureHelp({ styleTitle: (title) => coloured("heading", title, "stdout") })
    .showHelpAfterError("(--help lists every option)");
  registerAppCommand(program);
  registerBenchCommand(program);
  registerCompareCommand(program);
  registerDataCommand(program);
  registerDoctorCommand(program);
  registerEnsembleCommand(program);
  registerEvaluateCommand(program);
  registerExportCommand(program);
  registerLabCommand(program);
  registerNotebooksCommand(program);
  registerReadCommand(program);
  registerReportCommand(program);
  registerRunsCommand(program);
  registerServeCommand(program);
  registerSiteCommand(program);
  registerSweepCommand(program);
  registerTrainCommand(program);
  return program;
}

/**
 * Prints an error as a user should see it and returns the exit code.
 *
 * What a user can mend takes one sentence and a hint; everything else is our fault and keeps its
 * stack trace.
 */
function printError(error: unknown): number {
  const explained = explainError(error);
  if (explained !== undefined) {
    console.error(`${coloured("error", "error:")} ${explained.message}`);
    if (explained.hint !== "") console.error(`  ${explained.hint}`);
    return 1;
  }
  console.error("error: This is a fault of the program, please report it:");
  console.error(error);
  return 70;
}

if (import.meta.main) {
  try {
    await createProgram().parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    Deno.exit(printError(error));
  }
}
