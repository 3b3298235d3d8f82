/** Everything that `deno task doctor` looks at, in the order of its table. */

import { examineDatasets } from "./datasets.ts";
import { examineDeno } from "./deno_runtime.ts";
import type { Finding } from "./finding.ts";
import { examineJupyter } from "./jupyter.ts";
import { examineMemory } from "./memory.ts";
import { examineProcessor } from "./processor.ts";
import { examinePython } from "./python.ts";
import { examineTensorflow } from "./tensorflow.ts";
import { examineWasm } from "./wasm.ts";
import { examineWebgpu } from "./webgpu.ts";

/** A backend that can train. */
export type TrainingBackend = "tensorflow" | "webgpu" | "wasm";

/** What this machine has. */
export interface MachineReport {
  readonly findings: readonly Finding[];
  /** The best backend that works now, or `undefined` where nothing can train. */
  readonly backend: TrainingBackend | undefined;
}

/** Examines this machine; changes nothing and downloads nothing. */
export async function examineMachine(): Promise<MachineReport> {
  const [tensorflow, webgpu, wasm, processor, datasets, python, jupyter] = await Promise.all([
    examineTensorflow(),
    examineWebgpu(),
    examineWasm(),
    examineProcessor(),
    examineDatasets(),
    examinePython(),
    examineJupyter(),
  ]);
  const findings = [
    ...[examineDeno(), tensorflow, webgpu, wasm, processor, examineMemory()],
    ...datasets,
    python,
    ...jupyter,
  ];
  const backends = [["tensorflow", tensorflow], ["webgpu", webgpu], ["wasm", wasm]] as const;
  return { findings, backend: backends.find(([, { state }]) => state === "ok")?.[0] };
}
