/** The backends that can train, and which of them works here. */

import type { BackendName } from "../../backends/backend.ts";
import { BackendUnavailableError } from "../../backends/backend_unavailable_error.ts";
import {
  findTensorflowLibrary,
  isSupportedVersion,
  SUPPORTED_VERSIONS,
  type TensorflowLibrary,
} from "../../backends/tensorflow/find_library.ts";
import { openNativeLibrary } from "../../backends/tensorflow/native_library.ts";
import { pinnedWheelFor } from "../../backends/tensorflow/pinned_wheel.ts";
import { useWasm } from "../../backends/wasm/use_wasm.ts";
import { findGraphicsCard } from "../../backends/webgpu.ts";
import { megabytes } from "../../machine/disk_space.ts";
import { findPip, pythonInstallCommand } from "../../machine/python.ts";
import { UserError } from "../../user_error.ts";
import { type Finding, found, missing, note } from "./finding.ts";

const TENSORFLOW = "TensorFlow";

/** Examines the backends, the fastest first. */
export async function examineBackends(): Promise<
  readonly { readonly name: BackendName; readonly finding: Finding }[]
> {
  const [tensorflow, webgpu, wasm] = await Promise.all([
    examineTensorflow(),
    examineWebgpu(),
    examineWasm(),
  ]);
  return [
    { name: "tensorflow", finding: tensorflow },
    { name: "webgpu", finding: webgpu },
    { name: "wasm", finding: wasm },
  ];
}

/** Finds the TensorFlow library and opens it to ask for its version; downloads nothing. */
async function examineTensorflow(): Promise<Finding> {
  try {
    const library = await findTensorflowLibrary();
    return library === undefined ? await examineFetching() : examineLibrary(library);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const isUnavailable = error instanceof BackendUnavailableError;
    return missing(TENSORFLOW, error.message, isUnavailable ? error.hint : "unset TENSORFLOW_LIB");
  }
}

async function examineFetching(): Promise<Finding> {
  const wheel = pinnedWheelFor();
  if (wheel === undefined) {
    const machine = `${Deno.build.os} on ${Deno.build.arch}`;
    return note(TENSORFLOW, `none that this project can use on ${machine}`);
  }
  if (await findPip() === undefined) {
    return missing(TENSORFLOW, "none here, and no pip to fetch it with", pythonInstallCommand());
  }
  const fetched = `${wheel.version} first (${megabytes(wheel.wheelBytes)})`;
  return missing(TENSORFLOW, `none here yet; training fetches ${fetched}`, "deno task train");
}

function examineLibrary(library: TensorflowLibrary): Finding {
  const version = readVersion(library.path);
  const detail = `${version} from ${SOURCE_NAMES[library.source]}, ${library.folder}`;
  if (isSupportedVersion(version)) return found(TENSORFLOW, detail);
  const expected = `expected one of ${SUPPORTED_VERSIONS.join(", ")}`;
  return missing(TENSORFLOW, `${detail}: ${expected}`, "unset TENSORFLOW_LIB");
}

const SOURCE_NAMES = {
  environment: "$TENSORFLOW_LIB",
  cache: "the cache",
  python: "Python",
  downloaded: "the cache",
} as const;

function readVersion(path: string): string {
  const { TF_Version } = openNativeLibrary(path, {
    TF_Version: { parameters: [], result: "pointer" },
  });
  const pointer = TF_Version();
  return pointer === null ? "" : Deno.UnsafePointerView.getCString(pointer);
}

/** Looks for the graphics card that training would take. */
async function examineWebgpu(): Promise<Finding> {
  const topic = "WebGPU";
  try {
    return found(topic, (await findGraphicsCard()).name);
  } catch (error) {
    if (error instanceof BackendUnavailableError) return note(topic, error.message);
    throw error;
  }
}

/** Starts the backend and says what it is. */
async function examineWasm(): Promise<Finding> {
  const topic = "WebAssembly";
  try {
    const { version, threads } = await useWasm();
    return found(topic, `TensorFlow.js ${version}, ${threads} threads`);
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    return missing(topic, error.message, "deno install");
  }
}
