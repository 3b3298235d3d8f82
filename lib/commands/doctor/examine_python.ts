/** Is there a Python with pip, which fetches TensorFlow and JupyterLab, and a JupyterLab? */

import { findJupyter, type Jupyter, MINIMUM_JUPYTER_LAB_MAJOR } from "../../jupyter/environment.ts";
import { findKernel } from "../../jupyter/kernel.ts";
import { findPip, findPythons, pythonInstallCommand } from "../../machine/python.ts";
import type { Finding } from "./finding.ts";

/** Examines the Python on the search path and its pip. */
export async function examinePython(): Promise<Finding> {
  const topic = "Python";
  const [python] = await findPythons();
  const pip = await findPip();
  if (pip !== undefined) {
    return { topic, state: "ok", detail: `${python?.version ?? "none"}, pip ${pip.version}` };
  }
  const detail = python === undefined ? "none" : `${python.version} without pip`;
  return { topic, state: "missing", detail, remedy: pythonInstallCommand() };
}

const remedy = "deno task lab --install-only";

/** Examines JupyterLab and its Deno kernel: one finding each. */
export async function examineJupyter(): Promise<readonly Finding[]> {
  const jupyter = await findJupyter();
  if (jupyter === undefined) {
    const detail = `no JupyterLab ${MINIMUM_JUPYTER_LAB_MAJOR} or newer`;
    return [
      { topic: "JupyterLab", state: "missing", detail, remedy },
      { topic: "Deno kernel", state: "missing", detail: "no JupyterLab to ask for it", remedy },
    ];
  }
  const origin = jupyter.origin === "private" ? "in the cache" : "installed";
  const detail = `${jupyter.version}, ${origin}`;
  return [{ topic: "JupyterLab", state: "ok", detail }, await examineKernel(jupyter)];
}

async function examineKernel(jupyter: Jupyter): Promise<Finding> {
  const topic = "Deno kernel";
  const kernel = await findKernel(jupyter);
  if (kernel.state === "ready") {
    return { topic, state: "ok", detail: `Deno ${kernel.version}, ${kernel.program}` };
  }
  const detail = kernel.state === "outdated" ? kernel.reason : "not registered with Jupyter";
  return { topic, state: "missing", detail, remedy };
}
