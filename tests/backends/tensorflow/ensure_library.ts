/**
 * The program that the installation tests start as a process of its own: it ensures a library with
 * the wheel that its one argument describes (JSON), and prints what happened as one JSON line.
 */

import { findTensorflowLibrary } from "../../../lib/backends/tensorflow/find_library.ts";
import { ensureTensorflowLibrary } from "../../../lib/backends/tensorflow/install.ts";
import { UserError } from "../../../lib/user_error.ts";

const { wheel, onlyFind } = JSON.parse(Deno.args[0]);
const announced: string[] = [];
const progress: number[] = [];
try {
  const library = onlyFind ? await findTensorflowLibrary(wheel) : await ensureTensorflowLibrary({
    announce: (line) => announced.push(line),
    progress: (done, total) => progress.push(done / total),
  }, wheel);
  console.log(JSON.stringify({ library, announced, progress }));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  const { name, message, hint } = error;
  console.log(JSON.stringify({ error: { name, message, hint }, announced, progress }));
}
