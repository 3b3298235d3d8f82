/** `deno task lab`: opens the notebooks in JupyterLab, with whatever is missing installed first. */

import type { Command } from "commander";
import { integerBetween } from "./option_values.ts";

interface LabOptions {
  readonly open: boolean;
  readonly port?: number;
  readonly installOnly?: boolean;
}

/** Adds `lab` to the command line. */
export function registerLabCommand(program: Command): void {
  program.command("lab")
    .description("Open the notebooks in JupyterLab; installs it and the Deno kernel if missing.")
    .option("--no-open", "open no browser; what is printed ends with the address to open")
    .option("--port <number>", "port of the server", integerBetween(1, 65535))
    .option("--install-only", "install and register only, for VS Code and other editors")
    .action(openLab);
}

async function openLab(options: LabOptions): Promise<void> {
  const { findOrInstallJupyter } = await import("../jupyter/environment.ts");
  const { ensureKernel } = await import("../jupyter/kernel.ts");
  const { notebookFolder } = await import("../jupyter/notebook_folder.ts");
  const { runInForeground } = await import("../machine/run_program.ts");
  const jupyter = await findOrInstallJupyter(console.log);
  await ensureKernel(jupyter, console.log);
  console.log(`JupyterLab ${jupyter.version} (${jupyter.origin}) with the Deno kernel is ready.`);
  if (options.installOnly) {
    return console.log(
      `Open ${notebookFolder}/01_data_exploration.ipynb in an editor, with the kernel "Deno",\n` +
        "or at the address that `deno task lab --no-open` prints.",
    );
  }
  Deno.exitCode = await runInForeground([
    jupyter.program,
    "lab",
    notebookFolder,
    ...(options.open ? [] : ["--no-browser"]),
    ...(options.port === undefined ? [] : [`--port=${options.port}`]),
    // Without its reports of what it does, the last thing that it prints is the address.
    ...(options.open ? [] : ["--log-level=WARN"]),
    // Jupyter refuses the system's administrator unless told; containers often have no other user.
    ...(Deno.uid() === 0 ? ["--allow-root"] : []),
  ]);
}
