/**
 * The `webgpu` backend: TensorFlow.js's own on Deno's WebGPU, where a graphics card stands behind it.
 *
 * Some systems offer WebGPU drawn by the processor; that is slower than `wasm` and not used unasked.
 */

import * as tf from "@tensorflow/tfjs";
import type { BackendDescription } from "./backend.ts";
import { BackendUnavailableError } from "./backend_unavailable_error.ts";

/** Names by which adapters that run on the processor call themselves. */
const SOFTWARE_NAMES = /llvmpipe|lavapipe|swiftshader|softpipe|software|basic render/i;

/**
 * Says why an adapter is no graphics card, or returns `undefined` for one that is.
 *
 * @param isFallback What the adapter says of itself, where it says so.
 */
export function softwareReason(
  { vendor, architecture, device, description }: Pick<
    GPUAdapterInfo,
    "vendor" | "architecture" | "device" | "description"
  >,
  isFallback = false,
): string | undefined {
  const names = [description, device, architecture, vendor];
  const software = names.find((name) => SOFTWARE_NAMES.test(name));
  if (software === undefined && !isFallback) return undefined;
  const name = software ?? names.find((each) => each !== "") ?? "it";
  return `the adapter "${name}" runs on the processor`;
}

/**
 * Makes `webgpu` the backend of TensorFlow.js.
 *
 * @throws {BackendUnavailableError} when there is no adapter, or one that runs on the processor
 */
export async function useWebgpu(): Promise<BackendDescription> {
  const card = await findGraphicsCard();
  // Importing the backend registers it, so it is imported only where there is an adapter.
  await import("@tensorflow/tfjs-backend-webgpu");
  let started = false;
  let cause: unknown;
  try {
    started = await tf.setBackend("webgpu");
  } catch (error) {
    cause = error;
  }
  if (!started) {
    throw new BackendUnavailableError(
      "Cannot use the backend webgpu: the adapter gave no device that TensorFlow.js can use",
      { cause },
    );
  }
  return { name: "webgpu", version: tf.version_core, device: card.name, threads: 1 };
}

/**
 * Asks Deno for its graphics card.
 *
 * @throws {BackendUnavailableError} when there is no adapter, or one that runs on the processor
 */
export async function findGraphicsCard(): Promise<{ readonly name: string }> {
  if (!("gpu" in navigator)) {
    throw new BackendUnavailableError("Cannot use the backend webgpu: this Deno has no WebGPU");
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    throw new BackendUnavailableError(
      "Cannot use the backend webgpu: the system offers no graphics adapter",
      { hint: "A graphics card with a Vulkan, Metal or Direct3D 12 driver is needed." },
    );
  }
  const { info } = adapter;
  const reason = softwareReason(info, info.isFallbackAdapter);
  if (reason !== undefined) {
    throw new BackendUnavailableError(`Cannot use the backend webgpu: ${reason}`);
  }
  const names = [info.description, info.device, info.vendor];
  return { name: names.find((name) => name !== "") ?? "GPU" };
}
