/** Frames as files: Parquet, and CSV that is gzipped where the file's name ends in `.gz`. */

import { Buffer } from "node:buffer";
import { basename } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pl from "nodejs-polars";
import { writeFileAtomically } from "../machine/atomic_write.ts";
import { UserError } from "../user_error.ts";
import { conformFrame, type FrameSchema } from "./typed_frame.ts";

/** Writes a frame as a Parquet file, compressed with Zstandard, atomically. */
export function writeParquetFile(frame: pl.DataFrame, path: string): Promise<void> {
  return writeFileAtomically(path, frame.writeParquet({ compression: "zstd" }));
}

/**
 * Reads a Parquet file and checks it against a schema.
 *
 * Throws `UserError` when the file is missing, is not Parquet, or lacks a column.
 */
export function readParquetFile<Schema extends FrameSchema>(
  path: string,
  schema: Schema,
): Promise<pl.DataFrame<Schema>> {
  return readFrame(path, schema, (bytes) => pl.readParquet(bytes));
}

/** Writes a frame as CSV with a header line, gzipped when `path` ends in `.gz`, atomically. */
export function writeCsvFile(frame: pl.DataFrame, path: string): Promise<void> {
  const text = frame.writeCSV();
  return writeFileAtomically(path, path.endsWith(".gz") ? gzipSync(text) : text);
}

/**
 * Reads a CSV file with a header line, gzipped when `path` ends in `.gz`, and checks it against a
 * schema. Columns are found by name; an empty field is null.
 *
 * Throws `UserError` when the file is missing, cannot be unpacked, lacks a column, or holds a value
 * that does not fit its column.
 */
export function readCsvFile<Schema extends FrameSchema>(
  path: string,
  schema: Schema,
): Promise<pl.DataFrame<Schema>> {
  return readFrame(
    path,
    schema,
    (bytes) =>
      pl.readCSV(path.endsWith(".gz") ? gunzipSync(bytes) : bytes, {
        // By name: Polars's option `schema` would take the columns in the schema's order instead.
        dtypes: schema,
      }),
  );
}

async function readFrame<Schema extends FrameSchema>(
  path: string,
  schema: Schema,
  parse: (bytes: Buffer) => pl.DataFrame,
): Promise<pl.DataFrame<Schema>> {
  try {
    return conformFrame(parse(Buffer.from(await Deno.readFile(path))), schema);
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) throw error;
    const missing = error instanceof Deno.errors.NotFound;
    const found = missing ? "no such file" : firstLine(error);
    throw new UserError(
      `Cannot read "${basename(path)}": expected a table with the columns ` +
        `${Object.keys(schema).join(", ")} but found: ${found}`,
      {
        hint: missing ? `Check the path ${path}.` : `Make ${path} again; it may be damaged.`,
        cause: error,
      },
    );
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0];
}
