/**
 * The record of a training run as a folder: what was asked for, how it went, what came out.
 *
 * `results/README.md` describes every file. The model itself lies beside them in `model/` and is
 * written by the trainer; `report.md`, `report.html` and `charts/` are made from this record.
 */

import { join } from "node:path";
import { countOf } from "../number_text.ts";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import type { EpochRecord } from "../training/epoch_record.ts";
import type { ConfusionMatrix } from "../evaluation/confusion_matrix.ts";
import { evaluatePredictions, type Evaluation } from "../evaluation/evaluate.ts";
import { MEASURE_NAMES } from "../evaluation/measures.ts";
import { type RunConfig, runConfigSchema } from "./config.ts";
import { serializeCsv } from "./csv_table.ts";
import { readRunFile, readRunJson, runFileError } from "./files.ts";
import { RUN_FILES } from "./folder.ts";
import { parseHistory, serializeHistory } from "./history.ts";
import {
  type OtherMetrics,
  type RunMetrics,
  runMetricsSchema,
  type StoredMetrics,
  storedMetricsSchema,
} from "./metrics.ts";
import { type IndexedPredictions, parsePredictions, serializePredictions } from "./predictions.ts";

/** Everything that a run folder keeps, except the model. */
export interface RunRecord {
  readonly config: RunConfig;
  readonly history: readonly EpochRecord[];
  readonly metrics: RunMetrics;
  readonly predictions: IndexedPredictions;
  /** What the predictions say, computed once for all that is made of the record. */
  readonly evaluation: Evaluation;
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
  await write("confusion.csv", serializeConfusion(record.evaluation.matrix));
  await write(RUN_FILES.predictions, serializePredictions(record.predictions));
  await write(RUN_FILES.config, toJson(config));
}

/**
 * Puts the figures of another data set into a run's `metrics.json`.
 *
 * @param name Name of the data set; figures of the same name are replaced.
 * @throws {UserError} when the metrics are missing or damaged.
 */
export async function keepOtherMetrics(
  folder: string,
  name: string,
  figures: OtherMetrics,
): Promise<void> {
  const metrics = await readRunMetrics(folder);
  const kept = { ...metrics, also: { ...metrics.also, [name]: figures } };
  await writeFileAtomically(join(folder, RUN_FILES.metrics), toJson(runMetricsSchema.parse(kept)));
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
  const predictions = await readPredictions(folder, characters);
  const history = await readRunFile(
    folder,
    RUN_FILES.history,
    (bytes) => parseHistory(text(bytes)),
  );
  const stored = await readRunJson(folder, RUN_FILES.metrics, storedMetricsSchema);
  checkAgreement(folder, { config, metrics: stored, predictions });
  const evaluation = evaluatePredictions(predictions);
  const metrics = { ...evaluation.measures, ...stored };
  return { config, history, metrics, predictions, evaluation };
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
 * Reads and checks `metrics.json`; measures that the run is older than are computed from its
 * predictions.
 *
 * @throws {UserError} when a file is missing or damaged.
 */
export async function readRunMetrics(folder: string): Promise<RunMetrics> {
  const stored = await readRunJson(folder, RUN_FILES.metrics, storedMetricsSchema);
  if (MEASURE_NAMES.every((name) => stored[name] !== undefined)) {
    return runMetricsSchema.parse(stored);
  }
  const { dataset: { characters } } = await readRunConfig(folder);
  const { measures } = evaluatePredictions(await readPredictions(folder, characters));
  return { ...measures, ...stored };
}

/** Reads what the model of a run said about its test images. */
function readPredictions(
  folder: string,
  characters: readonly string[],
): Promise<IndexedPredictions> {
  return readRunFile(folder, RUN_FILES.predictions, (bytes) => parsePredictions(bytes, characters));
}

/** @throws {UserError} when a file is about other classes or another number of images than config. */
function checkAgreement(
  folder: string,
  { config, metrics, predictions }: {
    readonly config: RunConfig;
    readonly metrics: StoredMetrics;
    readonly predictions: IndexedPredictions;
  },
): void {
  const { characters, testCount } = config.dataset;
  const expect = (file: string, expected: string, found: string | number) => {
    throw runFileError(folder, file, `expected ${expected} but found ${found}`);
  };
  const measured = metrics.perClass.map(({ character }) => character);
  if (measured.length !== characters.length) {
    const expected = `${
      countOf(characters.length, "class", "classes")
    }, as "${RUN_FILES.config}" lists,`;
    expect(RUN_FILES.metrics, expected, measured.length);
  }
  const other = measured.findIndex((character, label) => character !== characters[label]);
  if (other >= 0) {
    expect(RUN_FILES.metrics, `"${characters[other]}" as class ${other}`, `"${measured[other]}"`);
  }
  const predicted = predictions.labels.length;
  if (predicted !== testCount) expect(RUN_FILES.predictions, `${testCount} test images`, predicted);
}

/** Returns the text of `confusion.csv`, for spreadsheets: rows are true classes, columns predicted. */
function serializeConfusion({ counts, characters }: ConfusionMatrix): string {
  const classes = characters.length;
  const rows = characters.map((character, row) => [
    character,
    ...counts.subarray(row * classes, (row + 1) * classes),
  ]);
  return serializeCsv(["true \\ predicted", ...characters], rows);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
