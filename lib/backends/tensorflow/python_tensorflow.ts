/** Asks the installed Python for its TensorFlow, without importing it. */

import { z } from "zod";
import { pythonCommands } from "../../machine/python.ts";
import { runProgram } from "../../machine/run_program.ts";

// The empty entry of sys.path is the current folder, whose "tensorflow" would be somebody's own.
const question = `
import importlib.metadata, importlib.util, json, platform, sys
sys.path = [entry for entry in sys.path if entry]
spec = importlib.util.find_spec("tensorflow")
version = None
for name in ("tensorflow", "tensorflow-cpu"):
    try:
        version = version or importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
folders = list(spec.submodule_search_locations or []) if spec else []
print(json.dumps({"folder": folders[0] if folders else None, "version": version}))
`;

const answerSchema = z.object({ folder: z.string().nullable(), version: z.string().nullable() });

/** A TensorFlow package inside a Python installation. */
export interface PythonTensorflow {
  /** The package's folder, which holds the library. */
  readonly folder: string;
  readonly version: string;
}

/** Returns the TensorFlow package of each Python that has one, in the order of the commands. */
export async function findPythonTensorflow(): Promise<readonly PythonTensorflow[]> {
  const found: PythonTensorflow[] = [];
  for (const [program, ...args] of pythonCommands) {
    const result = await runProgram(program, [...args, "-c", question]);
    // An old or broken Python fails here: it then has no TensorFlow for us.
    if (result === undefined || result.exitCode !== 0) continue;
    const answer = parseAnswer(result.output);
    if (answer !== undefined) found.push(answer);
  }
  return found;
}

function parseAnswer(output: string): PythonTensorflow | undefined {
  const lastLine = output.trim().split("\n").at(-1) ?? "";
  let json: unknown;
  try {
    json = JSON.parse(lastLine);
  } catch {
    return undefined;
  }
  const answer = answerSchema.safeParse(json);
  if (!answer.success) return undefined;
  const { folder, version } = answer.data;
  return folder === null || version === null ? undefined : { folder, version };
}
