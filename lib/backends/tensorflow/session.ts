/** Running a TensorFlow graph. */

import { pointerArray, throwUnlessOk, withStatus } from "./c_api.ts";
import { type Graph, type GraphOutput, outputArray } from "./graph.ts";
import { serializeSessionConfig, type SessionThreads } from "./threads.ts";
import { type Pointer, requirePointer } from "./tensor.ts";

/** What one run computes: values to feed, values to return, operations to execute. */
export interface RunPlan {
  readonly feeds: readonly GraphOutput[];
  readonly fetches: readonly GraphOutput[];
  readonly targets?: readonly Pointer[];
}

/** Runs one plan, any number of times at once; takes ownership of no tensor. */
export type PreparedRun = (feeds: readonly Pointer[]) => Promise<Pointer[]>;

/** A session on a graph, which may not grow any more in ways that its runs depend on. */
export class Session {
  readonly #graph: Graph;
  readonly #pointer: Pointer;

  constructor(graph: Graph, threads: SessionThreads) {
    this.#graph = graph;
    const { api } = graph;
    const config = serializeSessionConfig(threads);
    const options = api.TF_NewSessionOptions();
    try {
      withStatus(api, (status) => api.TF_SetConfig(options, config, BigInt(config.length), status));
      this.#pointer = requirePointer(
        withStatus(api, (status) => api.TF_NewSession(graph.pointer, options, status)),
        "session",
      );
    } finally {
      api.TF_DeleteSessionOptions(options);
    }
  }

  /**
   * Returns a function that executes `plan`: it takes one tensor a feed and resolves to one tensor a
   * fetch, which the caller deletes. Runs of a plan that writes variables must follow one another.
   *
   * @throws {TensorflowError} (as a rejection) when an operation fails, and TypeError when the number of
   *   tensors is not that of the feeds.
   */
  prepare(plan: RunPlan): PreparedRun {
    const { api } = this.#graph;
    const session = this.#pointer;
    const feedOutputs = outputArray(plan.feeds);
    const fetchOutputs = outputArray(plan.fetches);
    const targets = pointerArray(plan.targets ?? []);
    // TensorFlow uses these on another thread, so they must be held until it has finished.
    const held = new Set<BigUint64Array>();
    return async (feeds) => {
      if (feeds.length !== plan.feeds.length) {
        throw new TypeError(
          `Cannot run a graph: expected ${plan.feeds.length} tensors but found ${feeds.length}`,
        );
      }
      const status = api.TF_NewStatus();
      const fed = pointerArray(feeds);
      const fetched = new BigUint64Array(plan.fetches.length);
      held.add(fed).add(fetched);
      try {
        await api.TF_SessionRun(
          session,
          null,
          feedOutputs,
          fed,
          fed.length,
          fetchOutputs,
          fetched,
          plan.fetches.length,
          targets,
          targets.length,
          null,
          status,
        );
        throwUnlessOk(api, status);
        return Array.from(
          fetched,
          (address) => requirePointer(Deno.UnsafePointer.create(address), "fetched value"),
        );
      } finally {
        held.delete(fed);
        held.delete(fetched);
        api.TF_DeleteStatus(status);
      }
    };
  }

  /** Closes and frees the session. */
  dispose(): void {
    const { api } = this.#graph;
    withStatus(api, (status) => api.TF_CloseSession(this.#pointer, status));
    withStatus(api, (status) => api.TF_DeleteSession(this.#pointer, status));
  }
}
