import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { confusionMatrixOf } from "../../lib/evaluation/confusion_matrix.ts";
import { CONFUSION_SCHEMA, createConfusionFrame } from "../../lib/frames/confusion_frame.ts";
import {
  readCsvFile,
  readParquetFile,
  writeCsvFile,
  writeParquetFile,
} from "../../lib/frames/frame_files.ts";
import { createPredictionFrame, PREDICTION_SCHEMA } from "../../lib/frames/prediction_frame.ts";
import { UserError } from "../../lib/user_error.ts";
import { goldenPredictions } from "../evaluation/testdata/golden_predictions.ts";

async function inTemporaryFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeParquetFile() and readParquetFile() return every pair of a confusion matrix", () =>
  inTemporaryFolder(async (folder) => {
    const frame = createConfusionFrame(confusionMatrixOf(goldenPredictions()));
    const path = join(folder, "run", "confusion.parquet");
    await writeParquetFile(frame, path);
    const read = await readParquetFile(path, CONFUSION_SCHEMA);
    assertEquals(read.rows(), frame.rows());
    const magic = new TextDecoder().decode((await Deno.readFile(path)).subarray(0, 4));
    assertEquals(magic, "PAR1");
  }));

Deno.test("writeCsvFile() and readCsvFile() return every value, gzipped or not", () =>
  inTemporaryFolder(async (folder) => {
    const frame = createPredictionFrame(goldenPredictions());
    for (const name of ["predictions.csv", "predictions.csv.gz"]) {
      await writeCsvFile(frame, join(folder, name));
      assertEquals((await readCsvFile(join(folder, name), PREDICTION_SCHEMA)).rows(), frame.rows());
    }
    const plain = await Deno.readFile(join(folder, "predictions.csv"));
    const packed = await Deno.readFile(join(folder, "predictions.csv.gz"));
    assertEquals(new Uint8Array(gunzipSync(packed)), plain);
  }));

Deno.test("readCsvFile() finds columns by name and keeps characters that CSV uses itself", () =>
  inTemporaryFolder(async (folder) => {
    const characters = [",", `"`, "1", "é"];
    const counts = Uint32Array.from({ length: 16 }, (_, cell) => cell);
    const frame = createConfusionFrame({ counts, characters });
    const path = join(folder, "confusion.csv");
    await writeCsvFile(frame.select("rate", "true", "predicted", "count"), path);
    const { true: shown, predicted, count } = CONFUSION_SCHEMA;
    const read = await readCsvFile(path, { count, predicted, true: shown });
    assertEquals(read.rows(), frame.select("count", "predicted", "true").rows());
  }));

Deno.test("readCsvFile() and readParquetFile() say what is wrong with a file", () =>
  inTemporaryFolder(async (folder) => {
    const path = (name: string) => join(folder, name);
    const { count } = CONFUSION_SCHEMA;
    await Deno.writeTextFile(path("other.csv"), "index\n1\n");
    await Deno.writeTextFile(path("text.csv"), "count\nmany\n");
    await Deno.writeTextFile(path("plain.csv.gz"), "count\n1\n");
    await Deno.writeTextFile(path("text.parquet"), "no parquet here");
    const cases: [typeof readCsvFile, string, string][] = [
      [readCsvFile, "none.csv", "no such file"],
      [readCsvFile, "other.csv", "expected the columns count but found index"],
      [readCsvFile, "text.csv", "could not parse `many`"],
      [readCsvFile, "plain.csv.gz", "incorrect header check"],
      [readParquetFile, "none.parquet", "no such file"],
      [readParquetFile, "text.parquet", "parquet"],
    ];
    for (const [read, name, reason] of cases) {
      const error = await assertRejects(() => read(path(name), { count }), UserError, reason);
      assertEquals(error.message.startsWith(`Cannot read "${name}": `), true);
    }
  }));
