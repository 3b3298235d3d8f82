/** `deno task notebooks`: runs or checks the notebooks without a browser. */

import { basename } from "node:path";
import { type Command, Option } from "commander";
import { UserError } from "../user_error.ts";

interface NotebooksOptions {
  readonly check?: boolean;
  readonly clean?: boolean;
  readonly write?: boolean;
  readonly quick?: boolean;
}

/** Adds `notebooks` to the command line. */
export function registerNotebooksCommand(program: Command): void {
  program.command("notebooks")
    .description("Run the notebooks headless through the Deno kernel; fails on any error.")
    .argument("[names...]", "notebooks to take, all of them by default")
    .addOption(
      new Option("--check", "run nothing: verify that they are clean, formatted, linted and typed")
        .conflicts(["write", "clean", "quick"]),
    )
    .addOption(
      new Option("--write", "store the outputs of this run, cleaned, in the files").conflicts([
        "clean",
        "quick",
      ]),
    )
    .addOption(
      new Option(
        "--clean",
        "run nothing: strip the files of what is not committed, format the cells",
      ).conflicts("quick"),
    )
    .option("--quick", "little data and few epochs ($EMNIST_NOTEBOOK_QUICK=1)")
    .action(handleNotebooks);
}

async function handleNotebooks(names: string[], options: NotebooksOptions): Promise<void> {
  const { listNotebooks } = await import("../jupyter/notebook_folder.ts");
  const paths = await listNotebooks(names);
  if (options.check) await checkAll(paths);
  else if (options.clean) await cleanAll(paths);
  else await executeAll(paths, options);
}

async function checkAll(paths: readonly string[]): Promise<void> {
  const { checkNotebook } = await import("../jupyter/check.ts");
  let faultCount = 0;
  for (const path of paths) {
    const faults = await checkNotebook(path);
    faultCount += faults.length;
    console.log(`${basename(path)}: ${faults.length === 0 ? "clean" : ""}`.trimEnd());
    for (const fault of faults) console.log(`  ${fault.replaceAll("\n", "\n    ")}`);
  }
  if (faultCount === 0) return;
  throw new UserError(`Cannot accept the notebooks: expected no fault but found ${faultCount}`, {
    hint: "`deno task notebooks --clean` strips and formats them, `--write` runs them as well.",
  });
}

async function cleanAll(paths: readonly string[]): Promise<void> {
  const { readNotebook, writeCleanNotebook } = await import("../jupyter/notebook_folder.ts");
  for (const path of paths) await writeCleanNotebook(path, (await readNotebook(path)).notebook);
}

async function executeAll(paths: readonly string[], options: NotebooksOptions): Promise<void> {
  const { findOrInstallJupyter } = await import("../jupyter/environment.ts");
  const { executeNotebook } = await import("../jupyter/execute.ts");
  const { writeCleanNotebook } = await import("../jupyter/notebook_folder.ts");
  const jupyter = await findOrInstallJupyter(console.log);
  const environment = options.quick ? { EMNIST_NOTEBOOK_QUICK: "1" } : undefined;
  for (const path of paths) {
    const start = performance.now();
    const notebook = await executeNotebook(jupyter, path, { environment });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${basename(path)}: ${notebook.cells.length} cells in ${seconds} s, no error`);
    if (options.write) await writeCleanNotebook(path, notebook);
  }
}
