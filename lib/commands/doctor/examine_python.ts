/** Is there a Python with pip, which fetches TensorFlow and JupyterLab, and a JupyterLab? */

import { findJupyter, type Jupyter, MINIMUM_JUPYTER_LAB_MAJOR } from "../../jupyter/environment.ts";
import { findKernel } from "../../jupyter/kernel.ts";
import { findPip, findPythons, pythonInstallCommand } from "../../machine/python.ts";
import { type Finding, found, missing } from "./finding.ts";

/** Examines the Python on the search path and its pip. */
export async function examinePython(): Promise<Finding> {
  const topic = "Python";
  const [python] = await findPythons();
  const pip = await findPip();
  if (pip !== undefined) {
    return found(topic, `${python?.version ?? "none"}, pip ${pip.version}`);
  }
  const detail = python === undefined ? "none" : `${python.version} without pip`;
  return missing(topic, detail, pythonInstallCommand());
}

const remedy = "deno task lab --install-only";

/** Examines JupyterLab and its Deno kernel: one finding each. */
export async function examineJupyter(): Promise<readonly Finding[]> {
  const jupyter = await findJupyter();
  if (jupyter === undefined) {
    return [
      missing("JupyterLab", `no JupyterLab ${MINIMUM_JUPYTER_LAB_MAJOR} or newer`, remedy),
      missing("Deno kernel", "no JupyterLab to ask for it", remedy),
    ];
  }
  const origin = jupyter.origin === "private" ? "in the cache" : "installed";
  return [found("JupyterLab", `${jupyter.version}, ${origin}`), await examineKernel(jupyter)];
}

async function examineKernel(jupyter: Jupyter): Promise<Finding> {
  const topic = "Deno kernel";
  const kernel = await findKernel(jupyter);
  if (kernel.state === "ready") {
    return found(topic, `Deno ${kernel.version}, ${kernel.program}`);
  }
  const detail = kernel.state === "outdated" ? kernel.reason : "not registered with Jupyter";
  return missing(topic, detail, remedy);
}
