/** The backends that can train, and which of them works here. */

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
import { megabytes } from "../../machine/disk_space.ts";
import { findPip, pythonInstallCommand } from "../../machine/python.ts";
import { UserError } from "../../user_error.ts";
import type { Finding } from "./finding.ts";

/** A backend that can train. */
export type TrainingBackend = "tensorflow" | "webgpu" | "wasm";

const TENSORFLOW_TOPIC = "TensorFlow";

/** Examines the backends, the fastest first. */
export async function examineBackends(): Promise<
  readonly { readonly name: TrainingBackend; readonly finding: Finding }[]
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
    if (error instanceof UserError) {
      return {
        topic: TENSORFLOW_TOPIC,
        state: "missing",
        detail: error.message,
        remedy: "unset TENSORFLOW_LIB",
      };
    }
    if (error instanceof BackendUnavailableError) {
      const remedy = error.hint === "" ? undefined : error.hint;
      return { topic: TENSORFLOW_TOPIC, state: "missing", detail: error.message, remedy };
    }
    throw error;
  }
}

async function examineFetching(): Promise<Finding> {
  const wheel = pinnedWheelFor();
  if (wheel === undefined) {
    const machine = `${Deno.build.os} on ${Deno.build.arch}`;
    return {
      topic: TENSORFLOW_TOPIC,
      state: "note",
      detail: `none that this project can use on ${machine}`,
    };
  }
  if (await findPip() === undefined) {
    return {
      topic: TENSORFLOW_TOPIC,
      state: "missing",
      detail: "none here, and no pip to fetch it with",
      remedy: pythonInstallCommand(),
    };
  }
  return {
    topic: TENSORFLOW_TOPIC,
    state: "missing",
    detail: `none here yet; training fetches ${wheel.version} first (${
      megabytes(wheel.wheelBytes)
    })`,
    remedy: "deno task train",
  };
}

function examineLibrary(library: TensorflowLibrary): Finding {
  const where = `from ${sourceNames[library.source]}, ${library.folder}`;
  const version = readVersion(library.path);
  if (isSupportedVersion(version)) {
    return { topic: TENSORFLOW_TOPIC, state: "ok", detail: `${version} ${where}` };
  }
  return {
    topic: TENSORFLOW_TOPIC,
    state: "missing",
    detail: `${version} ${where}: expected one of ${SUPPORTED_VERSIONS.join(", ")}`,
    remedy: "unset TENSORFLOW_LIB",
  };
}

const sourceNames = {
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

/** The part of a WebGPU adapter's description that is read here. */
export interface AdapterInfo {
  readonly description: string;
  readonly vendor: string;
  /** Whether it computes on the CPU after all. */
  readonly isFallbackAdapter: boolean;
}

/** Asks Deno for its WebGPU adapter. */
async function examineWebgpu(): Promise<Finding> {
  const adapter = await navigator.gpu.requestAdapter();
  return describeAdapter(adapter?.info);
}

/** Says whether an adapter, or its absence, is of use. */
export function describeAdapter(info: AdapterInfo | undefined): Finding {
  const topic = "WebGPU";
  if (info === undefined) {
    return { topic, state: "note", detail: "no adapter: no graphics processor or no driver" };
  }
  const name = info.description || `vendor ${info.vendor}`;
  return info.isFallbackAdapter
    ? { topic, state: "note", detail: `not used: ${name} computes on the CPU` }
    : { topic, state: "ok", detail: name };
}

/** Starts the backend and says what it is. */
async function examineWasm(): Promise<Finding> {
  const topic = "WebAssembly";
  try {
    const { version, threads } = await useWasm();
    return { topic, state: "ok", detail: `TensorFlow.js ${version}, ${threads} threads` };
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    return { topic, state: "missing", detail: error.message, remedy: "deno install" };
  }
}
