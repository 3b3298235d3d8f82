/**
 * Choosing the backend that trains: the best one that works here, with the reason against each
 * better one.
 */

import { cpus } from "node:os";
import type { LayersModel } from "../training/image_model.ts";
import type { Predictor, PredictorOptions } from "../training/predictor.ts";
import type { Trainer, TrainerOptions } from "../training/trainer.ts";
import { UserError } from "../user_error.ts";
import { BackendUnavailableError } from "./backend_unavailable_error.ts";
import type { InstallReport } from "./tensorflow/install.ts";

/** The backends, the fastest first. */
export const BACKEND_NAMES = ["tensorflow", "webgpu", "wasm"] as const;

/** Name of a backend. */
export type BackendName = typeof BACKEND_NAMES[number];

/** What `--backend` takes. */
export const BACKEND_CHOICES = ["auto", ...BACKEND_NAMES] as const;

/** Name of a backend, or `auto` for the best that works. */
export type BackendChoice = typeof BACKEND_CHOICES[number];

/** A backend that works on this machine. */
export interface BackendDescription {
  /** What `--backend` calls it. */
  readonly name: BackendName;
  /** Version of the library that does the arithmetic. */
  readonly version: string;
  /** The processor or graphics card that it runs on. */
  readonly device: string;
  /** Processor threads that training uses. */
  readonly threads: number;
}

/** A backend in use: tfjs runs on it, and it makes trainers and predictors. */
export interface Backend extends BackendDescription {
  /**
   * Creates a trainer that starts from the model's present weights.
   *
   * @throws {UserError} when the model or an option cannot be trained on this backend.
   */
  createTrainer(model: LayersModel, options: TrainerOptions): Promise<Trainer>;

  /**
   * Creates a predictor from the model's present weights; leave the model as it is until the
   * predictor has been disposed of.
   *
   * A predictor takes batches of any size, and any number of predictions may be asked for at the same
   * time: they share the processor's cores. On `tensorflow` it holds the weights and nothing else that
   * a trainer has.
   *
   * @throws {UserError} when the model cannot run on this backend.
   * @throws {RangeError} when the temperature is not above 0.
   */
  createPredictor(model: LayersModel, options?: PredictorOptions): Promise<Predictor>;
}

/**
 * Opens a backend and makes tfjs use it.
 *
 * With `auto` each backend that is not available is named with its reason before the next is tried.
 *
 * @throws {UserError} when the chosen backend, or with `auto` every backend, is not available.
 *
 * @example
 * ```ts
 * import { openBackend } from "./mod.ts";
 *
 * const { name, threads } = await openBackend("wasm");
 * console.log(name, threads > 0); // wasm true
 * ```
 */
export async function openBackend(
  choice: BackendChoice = "auto",
  report: InstallReport = { announce: console.error, progress: () => {} },
): Promise<Backend> {
  const candidates = choice === "auto" ? BACKEND_NAMES : [choice];
  for (const name of candidates) {
    try {
      return await openers[name](report);
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      if (choice !== "auto") throw error;
      const mend = error.hint === "" ? "" : ` To mend that: ${error.hint}`;
      report.announce(`Backend ${name} is not available: ${error.message}.${mend}`);
    }
  }
  throw new UserError("Cannot train: no backend works on this machine.", {
    hint: "Run `deno task doctor` to see what each of them lacks.",
  });
}

const openers: Record<BackendName, (report: InstallReport) => Promise<Backend>> = {
  tensorflow: openTensorflowBackend,
  webgpu: openWebgpuBackend,
  wasm: openWasmBackend,
};

async function openTensorflowBackend(report: InstallReport): Promise<Backend> {
  const { ensureTensorflowLibrary } = await import("./tensorflow/install.ts");
  const { openTensorflow, tensorflowVersion } = await import("./tensorflow/c_api.ts");
  const { registerTensorflowBackend } = await import("./tensorflow/register.ts");
  const { graphThreads } = await import("./tensorflow/threads.ts");
  const { createGraphPredictor } = await import("./tensorflow/graph_predictor.ts");
  const { createGraphTrainer } = await import("./tensorflow/graph_trainer.ts");
  const library = await ensureTensorflowLibrary(report);
  const api = openTensorflow(library.path);
  await registerTensorflowBackend(api, graphThreads());
  return {
    name: "tensorflow",
    version: tensorflowVersion(api),
    device: cpus()[0]?.model ?? "CPU",
    threads: navigator.hardwareConcurrency,
    createTrainer: (model, options) => createGraphTrainer(api, model, options),
    createPredictor: (model, options) =>
      Promise.try(() => createGraphPredictor(api, model, options)),
  };
}

async function openWebgpuBackend(): Promise<Backend> {
  const { useWebgpu } = await import("./webgpu.ts");
  const { createEagerTrainer } = await import("../training/adam_trainer.ts");
  const { createEnginePredictor } = await import("../training/gradient_engine.ts");
  const { ModelGradients } = await import("../training/model_gradients.ts");
  const description = await useWebgpu();
  return {
    ...description,
    createTrainer: (model, options) => {
      refuseGraphOptions("webgpu", options);
      return createEagerTrainer(model, options.adam);
    },
    createPredictor: (model, options) =>
      Promise.try(() => createEnginePredictor(model, new ModelGradients(model), options)),
  };
}

async function openWasmBackend(): Promise<Backend> {
  const { useWasm } = await import("./wasm/use_wasm.ts");
  const { createWasmPredictor, createWasmTrainer } = await import("./wasm/wasm_trainer.ts");
  const description = await useWasm();
  return {
    ...description,
    createTrainer: (model, options) => {
      refuseGraphOptions("wasm", options);
      return createWasmTrainer(model, options.adam);
    },
    createPredictor: createWasmPredictor,
  };
}

/** @throws {UserError} when an option is set that only the training graph knows. */
function refuseGraphOptions(name: BackendName, options: TrainerOptions): void {
  const refused = [
    options.precision === "mixed_bfloat16" ? "--precision mixed_bfloat16" : undefined,
    options.averageDecay === undefined ? undefined : "averageDecay",
    options.logitOffsets === undefined ? undefined : "classBalance",
  ].filter((option) => option !== undefined);
  if (refused.length === 0) return;
  throw new UserError(
    `Cannot train on the backend ${name}: it does not know ${refused.join(", ")}.`,
    {
      hint: "Leave that out, or use --backend tensorflow.",
    },
  );
}
