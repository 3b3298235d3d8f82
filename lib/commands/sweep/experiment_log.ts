/** Lines of EXPERIMENTS.md: one for every run of a sweep, those that failed their purpose too. */

import { fileURLToPath } from "node:url";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { markdownTable } from "../../markdown_text.ts";
import type { SweepRun } from "./sweep_file.ts";
import type { RunResult } from "./sweep_folder.ts";
import { durationText, plainPercentText } from "../../number_text.ts";

/** The file of the log, in the working folder of `deno task`, the checkout. */
export const EXPERIMENT_LOG = "EXPERIMENTS.md";

const COLUMNS = [
  { name: "date" },
  { name: "commit" },
  { name: "run" },
  { name: "config" },
  { name: "images" },
  { name: "accuracy", number: true },
  { name: "balanced", number: true },
  { name: "loss", number: true },
  { name: "time", number: true },
  { name: "learnt" },
];

const INTRODUCTION = `# Experiments

Every run that a choice was made on, the failed ones too. Figures of \`validation\` images are what
models and recipes are chosen by; \`balanced\` is the mean recall of the classes, \`loss\` in nats,
\`time\` that of the training.
`;

/** Returns the row of a finished run, a line of a Markdown table. */
export function experimentRow(run: SweepRun, { config, metrics }: RunResult): string {
  const { validation: _, evaluation, ...shown } = run.config;
  const fields = [
    config.startedAt.slice(0, 10),
    config.gitCommit?.slice(0, 7) ?? "",
    run.name,
    `\`${JSON.stringify(shown)}\``,
    String(evaluation),
    plainPercentText(metrics.accuracy, 2),
    plainPercentText(metrics.balancedAccuracy, 2),
    metrics.loss.toFixed(4),
    durationText(metrics.seconds),
    run.note,
  ];
  return markdownTable(COLUMNS, [fields]).split("\n")[2];
}

/**
 * Returns the text of a log with one more row: at the end of its table, or with a new table after
 * everything else where it has none.
 *
 * @param text What the log holds, or an empty text.
 */
export function addExperiment(text: string, row: string): string {
  const [head, rule] = markdownTable(COLUMNS, []).split("\n");
  const lines = text.trimEnd().split("\n");
  const isHead = (line: string) => cells(line) === cells(head);
  const start = lines.findIndex(isHead);
  if (start === -1) {
    const before = text === "" ? INTRODUCTION : `${text.trimEnd()}\n`;
    return `${before}\n${head}\n${rule}\n${row}\n`;
  }
  let end = start;
  while (lines[end]?.startsWith("|")) end += 1;
  return `${lines.toSpliced(end, 0, row).join("\n")}\n`;
}

/** Returns a row without the spaces by which a formatter aligns columns. */
function cells(row: string): string {
  return row.split("|").map((cell) => cell.trim()).join("|");
}

/** Adds a finished run to the log at `path`, atomically, and formats it as `deno task ok` asks. */
export async function logExperiment(
  path: string,
  run: SweepRun,
  result: RunResult,
): Promise<void> {
  let text = "";
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await writeFileAtomically(path, addExperiment(text, experimentRow(run, result)));
  const config = fileURLToPath(new URL("../../../deno.json", import.meta.url));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", "--config", config, path] })
    .output();
}
