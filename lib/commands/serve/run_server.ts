/** A server from the run's folder to its end. */

import { type BackendChoice, openBackend } from "../../backends/backend.ts";
import { findRunFolder, runName } from "../../runs/folder.ts";
import { READING_RUN } from "../../runs/open_reader.ts";
import { readRunConfig, readRunMetrics } from "../../runs/record.ts";
import { loadRunModel } from "../../runs/run_model.ts";
import { startServer } from "../../serve/serve.ts";
import { createInstallReport } from "../install_report.ts";

/** Where to listen, and what answers. */
export interface RunServerOptions {
  readonly port: number;
  readonly host: string;
  /** Folder of the drawing page. */
  readonly app: string;
  /** Threads that work on pictures, or undefined for one a core. */
  readonly threads?: number;
  readonly backend: BackendChoice;
}

/** A photo of a page has some megabytes; images to classify have 784 bytes each. */
const LIMITS = {
  bytes: 20_000_000,
  images: 1024,
  requests: 256,
  bodySeconds: 10,
  pictureSeconds: 60,
};

/**
 * Serves the model of `run`, a folder or a name under `results/`, until SIGINT or SIGTERM.
 *
 * @throws {UserError} when the run or the backend cannot be had, or the port is taken.
 */
export async function runServer(
  run = READING_RUN,
  { port, host, app, threads, backend: choice }: RunServerOptions,
): Promise<void> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const { dataset } = config;
  const { accuracy, temperature = 1 } = await readRunMetrics(folder);
  const backend = await openBackend(choice, createInstallReport());
  const model = await loadRunModel(folder, config);
  const server = await startServer({
    backend,
    model,
    host,
    port,
    appFolder: app,
    threads: threads ?? navigator.hardwareConcurrency,
    description: {
      run: runName(folder),
      model: model.name,
      parameters: model.countParams(),
      characters: [...dataset.characters],
      dataset: dataset.name,
      testAccuracy: accuracy,
      temperature,
      backend: `${backend.name} ${backend.version}`,
      limits: LIMITS,
    },
  });
  console.log(`${server.url} serves ${runName(folder)} on ${backend.name}. Ctrl-C ends it.`);
  await untilSignal();
  console.error("Answering what came; no more is taken.");
  await server.stop(LIMITS.bodySeconds + LIMITS.pictureSeconds);
  Deno.exit(); // TensorFlow's threads would keep the process alive
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, resolve);
  });
}
