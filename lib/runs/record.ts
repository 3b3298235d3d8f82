/**
 * The record of a training run as a folder: what was asked for, how it went, what came out.
 *
 * `results/README.md` describes every file. The model itself lies beside them in `model/` and is
 * written by the trainer; `report.md`, `report.html` and `charts/` are made from this record.
 */

import { join } from "node:path";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import type { ConfusionMatrix } from "../evaluation/confusion_matrix.ts";
import { parseConfusion, serializeConfusion } from "./confusion.ts";
import { type RunConfig, runConfigSchema } from "./config.ts";
import { readRunFile, readRunJson, RUN_FILES, runFileError } from "./files.ts";
import { type EpochRecord, parseHistory, serializeHistory } from "./history.ts";
import { type RunMetrics, runMetricsSchema } from "./metrics.ts";
import { type IndexedPredictions, parsePredictions, serializePredictions } from "./predictions.ts";

/** Everything that a run folder keeps, except the model. */
export interface RunRecord {
  readonly config: RunConfig;
  readonly history: readonly EpochRecord[];
  readonly metrics: RunMetrics;
  /** Rows are true classes, columns predicted ones. */
  readonly confusion: ConfusionMatrix;
  readonly predictions: IndexedPredictions;
}

/**
 * Writes a run's record into `folder`, each file atomically, `config.json` last: a folder that has
 * one is complete.
 *
 * @throws {ZodError} when the config or the metrics do not fit their schema.
 */
export async function writeRunRecord(folder: string, record: RunRecord): Promise<void> {
  const config = runConfigSchema.parse(record.config);
  const metrics = runMetricsSchema.parse(record.metrics);
  const write = (file: string, contents: string | Uint8Array) =>
    writeFileAtomically(join(folder, file), contents);
  await write(RUN_FILES.history, serializeHistory(record.history));
  await write(RUN_FILES.metrics, toJson(metrics));
  await write(RUN_FILES.confusion, serializeConfusion(record.confusion));
  await write(RUN_FILES.predictions, serializePredictions(record.predictions));
  await write(RUN_FILES.config, toJson(config));
}

/**
 * Reads and checks a run's record.
 *
 * @throws {UserError} when a file is missing, damaged or of another schema version, or when files
 * disagree about the classes or the number of test images; the message names the file.
 */
export async function readRunRecord(folder: string): Promise<RunRecord> {
  const config = await readRunConfig(folder);
  const { characters } = config.dataset;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const record = {
    config,
    history: await readRunFile(folder, RUN_FILES.history, (bytes) => parseHistory(text(bytes))),
    metrics: await readRunMetrics(folder),
    confusion: await readRunFile(
      folder,
      RUN_FILES.confusion,
      (bytes) => parseConfusion(text(bytes)),
    ),
    predictions: await readRunFile(
      folder,
      RUN_FILES.predictions,
      (bytes) => parsePredictions(bytes, characters),
    ),
  };
  checkAgreement(folder, record);
  return record;
}

/**
 * Reads and checks `config.json` alone.
 *
 * @throws {UserError} when it is missing, damaged or of another schema version.
 */
export function readRunConfig(folder: string): Promise<RunConfig> {
  return readRunJson(folder, RUN_FILES.config, runConfigSchema);
}

/**
 * Reads and checks `metrics.json` alone.
 *
 * @throws {UserError} when it is missing or damaged.
 */
export function readRunMetrics(folder: string): Promise<RunMetrics> {
  return readRunJson(folder, RUN_FILES.metrics, runMetricsSchema);
}

/** @throws {UserError} when a file is about other classes or another number of images than config. */
function checkAgreement(folder: string, record: RunRecord): void {
  const { characters, testCount } = record.config.dataset;
  const expectedClasses = `${characters.length} classes, as "${RUN_FILES.config}" lists,`;
  const check = (file: string, found: readonly string[]) => {
    if (found.length !== characters.length) {
      throw runFileError(folder, file, `expected ${expectedClasses} but found ${found.length}`);
    }
    const other = found.findIndex((character, label) => character !== characters[label]);
    if (other < 0) return;
    throw runFileError(
      folder,
      file,
      `expected "${characters[other]}" as class ${other} but found "${found[other]}"`,
    );
  };
  check(RUN_FILES.metrics, record.metrics.perClass.map(({ character }) => character));
  check(RUN_FILES.confusion, record.confusion.characters);
  const images = record.confusion.counts.reduce((total, count) => total + count, 0);
  if (images !== testCount) {
    const reason = `expected ${testCount} test images but found ${images}`;
    throw runFileError(folder, RUN_FILES.confusion, reason);
  }
  const predicted = record.predictions.labels.length;
  if (predicted !== testCount) {
    const reason = `expected ${testCount} test images but found ${predicted}`;
    throw runFileError(folder, RUN_FILES.predictions, reason);
  }
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
