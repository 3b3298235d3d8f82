/** `deno task doctor`: what this machine has, and the command that mends each thing missing. */

import { homedir } from "node:os";
import type { Command } from "commander";
import type { MachineReport } from "./doctor/examine_machine.ts";
import { renderColumns } from "./columns.ts";

/** Adds `doctor` to the command line. */
export function registerDoctorCommand(program: Command): void {
  program.command("doctor")
    .description("Show what this machine has for training; exits with 1 where nothing can train.")
    .option("--json", "print one JSON object instead of a table")
    .action(showMachine);
}

async function showMachine(options: { readonly json?: boolean }): Promise<void> {
  const { examineMachine } = await import("./doctor/examine_machine.ts");
  const report = await examineMachine();
  console.log(options.json ? JSON.stringify(report, null, 2) : await renderReport(report));
  Deno.exitCode = report.backend === undefined ? 1 : 0;
}

/** Returns the report as a table, then the commands that mend what is missing, then the verdict. */
export async function renderReport({ findings, backend }: MachineReport): Promise<string> {
  const states = [
    ["Thing", "State", "Found"],
    ...findings.map(({ topic, state, detail }) => [topic, state, detail]),
  ];
  const remedies = findings.flatMap(({ topic, remedy }) =>
    remedy === undefined ? [] : [[remedy, `# ${topic}`]]
  );
  const sections = [
    await renderColumns(states),
    ...(remedies.length === 0
      ? []
      : [`To mend what is missing:\n${await renderColumns(remedies)}`]),
    VERDICTS[backend ?? "none"],
  ];
  return sections.join("\n\n").replaceAll(homedir(), "~");
}

const VERDICTS = {
  tensorflow: "Training runs natively, on TensorFlow.",
  webgpu: "Training runs on WebGPU.",
  wasm: "Training runs on WebAssembly, which is slower than TensorFlow.",
  none: "Nothing here can train.",
} as const;
