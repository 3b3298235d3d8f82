/** Is there a TensorFlow library, and does it open? */

import { BackendUnavailableError } from "../backends/backend_unavailable_error.ts";
import { findTensorflowLibrary } from "../backends/tensorflow/find_library.ts";
import { findPip } from "../backends/tensorflow/pip.ts";
import { pinnedWheelFor } from "../backends/tensorflow/pinned_wheel.ts";
import { openNativeLibrary } from "../backends/tensorflow/native_library.ts";
import {
  isSupportedVersion,
  supportedVersions,
  type TensorflowLibrary,
} from "../backends/tensorflow/tensorflow_library.ts";
import { UserError } from "../user_error.ts";
import type { Finding } from "./finding.ts";

const topic = "TensorFlow";

/** Finds the TensorFlow library and opens it to ask for its version; downloads nothing. */
export async function examineTensorflow(): Promise<Finding> {
  try {
    const library = await findTensorflowLibrary();
    return library === undefined ? await examineFetching() : examineLibrary(library);
  } catch (error) {
    if (error instanceof UserError) {
      return { topic, state: "missing", detail: error.message, remedy: "unset TENSORFLOW_LIB" };
    }
    if (error instanceof BackendUnavailableError) {
      const remedy = error.hint === "" ? undefined : error.hint;
      return { topic, state: "missing", detail: error.message, remedy };
    }
    throw error;
  }
}

async function examineFetching(): Promise<Finding> {
  const wheel = pinnedWheelFor();
  if (wheel === undefined) {
    const machine = `${Deno.build.os} on ${Deno.build.arch}`;
    return { topic, state: "note", detail: `none that this project can use on ${machine}` };
  }
  if (await findPip() === undefined) {
    return {
      topic,
      state: "missing",
      detail: "none here, and no pip to fetch it with",
      remedy: "apt-get install python3-pip",
    };
  }
  const megabytes = Math.round(wheel.wheelBytes / 1e6);
  return {
    topic,
    state: "missing",
    detail: `none here yet; training fetches ${wheel.version} first (${megabytes} MB)`,
    remedy: "deno task train",
  };
}

function examineLibrary(library: TensorflowLibrary): Finding {
  const where = `from ${sourceNames[library.source]}, ${library.folder}`;
  const version = readVersion(library.path);
  if (isSupportedVersion(version)) return { topic, state: "ok", detail: `${version} ${where}` };
  return {
    topic,
    state: "missing",
    detail: `${version} ${where}: expected one of ${supportedVersions.join(", ")}`,
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
