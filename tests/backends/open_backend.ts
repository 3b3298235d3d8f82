/**
 * The program that the backend tests start as a process of its own: it opens the backend that its one
 * argument names, and prints what happened as one JSON line.
 */

import { z } from "zod";
import { BACKEND_CHOICES, openBackend } from "../../lib/backends/backend.ts";
import { UserError } from "../../lib/user_error.ts";

const choice = z.enum(BACKEND_CHOICES).parse(Deno.args[0]);
const announced: string[] = [];
try {
  const { createTrainer: _, ...description } = await openBackend(choice, {
    announce: (line) => announced.push(line),
    progress: () => {},
  });
  console.log(JSON.stringify({ description, announced }));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  const { message, hint } = error;
  console.log(JSON.stringify({ error: { message, hint }, announced }));
}
Deno.exit(); // the workers of a backend would keep the process alive
