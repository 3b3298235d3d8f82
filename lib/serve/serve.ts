/** The server: the application, the threads and the network behind it, and the port. */

import type * as tf from "@tensorflow/tfjs";
import type { Backend } from "../backends/backend.ts";
import { IMAGE_PIXELS } from "../datasets/dataset.ts";
import { UserError } from "../user_error.ts";
import { createApp } from "./app.ts";
import { BatchQueue } from "./batch_queue.ts";
import { PictureWorkers } from "./picture_workers.ts";
import { classifyRoute, modelRoute, readRoute } from "./routes.ts";
import type { ModelDescription } from "./schemas.ts";
import { createServerMetrics } from "./server_metrics.ts";
import { loadStaticFiles } from "./static_files.ts";

/** Options of {@linkcode startServer}. */
export interface ServerOptions {
  readonly backend: Backend;
  readonly model: tf.LayersModel;
  /** What the server says of the model, with its limits. */
  readonly description: ModelDescription;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Folder of the drawing page, which need not exist. */
  readonly appFolder: string;
  /** Threads that work on pictures. */
  readonly threads: number;
}

/** A server that runs. */
export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /**
   * Takes no more requests, answers those that came, and frees everything; connections that are open
   * after `graceSeconds` are cut.
   */
  stop(graceSeconds: number): Promise<void>;
}

/**
 * Starts a server.
 *
 * @throws {UserError} when the port is taken or may not be used, or the model does not fit.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { backend, model, description, host, port, appFolder, threads } = options;
  const { temperature, characters, limits } = description;
  const files = await loadStaticFiles(appFolder);
  const metrics = createServerMetrics(
    [readRoute, classifyRoute, modelRoute].map(({ path }) => path),
  );
  const predictor = await backend.createPredictor(model, { temperature });
  const queue = new BatchQueue({
    predict: (images) => predictor.predict(images),
    imageSize: IMAGE_PIXELS,
    classes: characters.length,
    onBatch: metrics.batch,
  });
  const predict = (images: Uint8Array<ArrayBuffer>) => queue.predict(images);
  await predict(new Uint8Array(IMAGE_PIXELS)); // the first one is slow
  const workers = new PictureWorkers({ count: threads, seconds: limits.pictureSeconds, predict });
  const app = createApp({
    model: description,
    predict,
    metrics,
    files,
    work: (task) => workers.run(task),
  });
  try {
    const closing = new AbortController();
    const server = Deno.serve(
      { hostname: host, port, signal: closing.signal, onListen: () => {} },
      (request) => app.fetch(request),
    );
    const { hostname, port: actualPort } = server.addr;
    return {
      url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${actualPort}`,
      async stop(graceSeconds) {
        // A connection whose client sends no more of a request would never end.
        const timer = setTimeout(() => closing.abort(), 1000 * graceSeconds);
        await server.shutdown();
        clearTimeout(timer);
        workers[Symbol.dispose]();
        predictor.dispose();
      },
    };
  } catch (error) {
    workers[Symbol.dispose]();
    predictor.dispose();
    throw explainListenError(error, `${host}:${port}`);
  }
}

function explainListenError(error: unknown, address: string): unknown {
  if (error instanceof Deno.errors.AddrInUse) {
    return new UserError(`Cannot listen on ${address}: another program does.`, {
      cause: error,
      hint: "Choose another with --port, or 0 for any that is free.",
    });
  }
  const isRefused = error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.AddrNotAvailable || error instanceof TypeError;
  if (!isRefused) return error;
  return new UserError(`Cannot listen on ${address}: ${error.message}.`, {
    cause: error,
    hint: "Use an address of this machine, and a port of 1024 or more.",
  });
}
