/** `deno task doctor`: what this machine has, and the command that mends each thing missing. */

import { homedir } from "node:os";
import type { Command } from "commander";
import type { MachineReport } from "../doctor/examine.ts";

/** Adds `doctor` to the command line. */
export function registerDoctorCommand(program: Command): void {
  program.command("doctor")
    .description("Show what this machine has for training; exits with 1 where nothing can train.")
    .option("--json", "print one JSON object instead of a table")
    .action(showMachine);
}

async function showMachine(options: { readonly json?: boolean }): Promise<void> {
  const { examineMachine } = await import("../doctor/examine.ts");
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
    verdicts[backend ?? "none"],
  ];
  return sections.join("\n\n").replaceAll(homedir(), "~");
}

/** Lines without borders, so that a long one may run over the edge and a command may be copied. */
async function renderColumns(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const table = new Table({ chars: noBorders, style: { "padding-left": 0, "padding-right": 2 } });
  for (const row of rows) table.push([...row]);
  return table.toString().replaceAll(/ +$/gm, "");
}

const noBorders = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid", "middle"].flatMap((side) =>
    ["", "-mid", "-left", "-right"].map((part) => [side + part, ""])
  ),
);

const verdicts = {
  tensorflow: "Training runs natively, on TensorFlow.",
  webgpu: "Training runs on WebGPU.",
  wasm: "Training runs on WebAssembly, which is slower than TensorFlow.",
  none: "Nothing here can train.",
} as const;
