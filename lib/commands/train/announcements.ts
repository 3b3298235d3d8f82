/** What is said of a training run before its first step and after its last. */

import {
  countText,
  durationText,
  listText,
  percentText,
  visibleCharacters,
} from "../../number_text.ts";
import type { ReportFiles } from "../../reports/write_report.ts";
import type { TrainedRun } from "../../runs/create_record.ts";
import type { RunRecord } from "../../runs/record.ts";
import type { Precision } from "../../training/trainer.ts";
import { coloured, fitted } from "../terminal.ts";
import { printMetrics } from "../metrics_table.ts";

/** Classes without images that are named one by one. */
const NAMED_CLASSES = 10;

/** Pairs of characters that are named as the most confused. */
const NAMED_PAIRS = 3;

/**
 * Says on standard error what is about to be trained on what.
 *
 * @param fastestPrecision The precision in which this machine trains fastest.
 */
export function announceRun(
  { request, backend, model, training, validation, evaluated }: TrainedRun,
  fastestPrecision: Precision,
): void {
  const { recipe: { epochs, batchSize }, precision } = request;
  const heldOut = validation === undefined ? "" : `${countText(validation.count)} held out, `;
  announce(
    `Data: ${training.name}, ${countText(training.count)} training, ${heldOut}` +
      `${countText(evaluated.count)} images to evaluate on, ${training.characters.length} ${
        training.characters.length === 1 ? "class" : "classes"
      }`,
  );
  for (const [images, name] of [[training, "training"], [evaluated, "evaluation"]] as const) {
    const absent = images.characters.filter((_, label) => !images.labels.includes(label));
    if (absent.length > 0) console.error(coloured("notice", fitted(absentClasses(absent, name))));
  }
  announce(
    `Model: ${request.model}, ${countText(model.countParams())} parameters; ` +
      `recipe ${request.recipeName}, ` +
      `${epochs} ${epochs === 1 ? "epoch" : "epochs"} of batches of ${batchSize}`,
  );
  announce(
    `Backend: ${backend.name} ${backend.version}, ${precision}, ${backend.threads} threads on ` +
      backend.device,
  );
  if (precision === "float32" || fastestPrecision === "mixed_bfloat16") return;
  console.error(coloured(
    "notice",
    fitted(
      "mixed_bfloat16 is slow here: this processor has no instructions that multiply its matrices " +
        "(AMX or Arm's BF16). --precision float32 is faster.",
    ),
  ));
}

/** Says one line on standard error, with the word before its colon in bold. */
function announce(line: string): void {
  console.error(fitted(line).replace(/^\w+:/, (label) => coloured("heading", label)));
}

/** Prints the figures of a run that is finished, the pairs it confuses most, and where its report is. */
export async function printResult(
  { config, evaluation, metrics }: RunRecord,
  report: ReportFiles,
): Promise<void> {
  const { dataset: { name, testCount }, options: { evaluation: split } } = config;
  await printMetrics(metrics, `${name} ${split} split, ${countText(testCount)} images`);
  const pairs = evaluation.pairs.slice(0, NAMED_PAIRS).map(
    ({ characters, shareOfErrors }) =>
      `${[...visibleCharacters(characters)].join(" and ")} (${percentText(shareOfErrors)})`,
  );
  if (pairs.length > 0) {
    console.log(fitted(`Most confused, of all errors: ${listText(pairs)}.`, "stdout"));
  }
  console.log(`Trained in ${durationText(metrics.seconds)}.`);
  console.log(`Report: ${report.page} and ${report.markdown}`);
}

/** Says which classes a split has no image of; the model learns, or is measured, without them. */
export function absentClasses(characters: readonly string[], split: string): string {
  const named = [...visibleCharacters(characters)].slice(0, NAMED_CLASSES);
  const more = characters.length - named.length;
  if (more > 0) named.push(`${more} more`);
  return `No ${split} image shows ${listText(named)}.`;
}
