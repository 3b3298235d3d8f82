/** Python's own readers of what this project writes, for tests. */

import type { PythonEnvironmentOptions } from "../../lib/machine/python_environment.ts";

/** ONNX's checker and runtime. */
export const onnxEnvironment: PythonEnvironmentOptions = {
  title: "onnxruntime",
  packages: ["onnxruntime==1.32.0", "onnx==1.23.2"],
  minimumPython: "3.11",
  size: "60 MB",
  hint: "Check the network and pip's index.",
};
