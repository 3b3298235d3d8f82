/** Is there a Python with pip, which fetches TensorFlow and JupyterLab? */

import { findPip } from "../backends/tensorflow/pip.ts";
import { runProgram } from "../run_program.ts";
import type { Finding } from "./finding.ts";

const topic = "Python";

/** Examines the Python on the search path and its pip. */
export async function examinePython(): Promise<Finding> {
  const version = await pythonVersion();
  const pip = await findPip();
  if (pip !== undefined) {
    return { topic, state: "ok", detail: `${version ?? "none"}, pip ${pip.version}` };
  }
  return {
    topic,
    state: "missing",
    detail: version === undefined ? "none" : `${version} without pip`,
    remedy: installCommand(Deno.build.os),
  };
}

function installCommand(system: typeof Deno.build.os): string {
  if (system === "darwin") return "brew install python";
  if (system === "windows") return "winget install Python.Python.3.13";
  return "apt-get install python3-pip";
}

async function pythonVersion(): Promise<string | undefined> {
  for (const command of ["python3", "python"]) {
    const result = await runProgram(command, ["--version"]);
    const version = /^Python (\S+)/.exec(result?.output ?? "")?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
