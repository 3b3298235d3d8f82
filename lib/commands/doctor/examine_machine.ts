/** Everything that `deno task doctor` looks at, in the order of its table. */

import type { BackendName } from "../../backends/backend.ts";
import { examineBackends } from "./examine_backends.ts";
import { examineDatasets } from "./examine_datasets.ts";
import { examineDeno, examineMemory, examineProcessor } from "./examine_hardware.ts";
import { examineJupyter, examinePython } from "./examine_python.ts";
import { examineRay } from "./examine_ray.ts";
import type { Finding } from "./finding.ts";

/** What this machine has. */
export interface MachineReport {
  readonly findings: readonly Finding[];
  /** The best backend that works now, or `undefined` where nothing can train. */
  readonly backend: BackendName | undefined;
}

/** Examines this machine; changes nothing and downloads nothing. */
export async function examineMachine(): Promise<MachineReport> {
  const [backends, processor, datasets, python, jupyter, ray] = await Promise.all([
    examineBackends(),
    examineProcessor(),
    examineDatasets(),
    examinePython(),
    examineJupyter(),
    examineRay(),
  ]);
  const findings = [
    examineDeno(),
    ...backends.map(({ finding }) => finding),
    processor,
    examineMemory(),
    ...datasets,
    python,
    ...jupyter,
    ray,
  ];
  return { findings, backend: backends.find(({ finding }) => finding.state === "ok")?.name };
}
