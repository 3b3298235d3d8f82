/**
 * How sessions share the processor: the towers of a batch, the threads of each, and the bytes of a
 * protocol buffer in which `TF_SetConfig` takes them.
 */

/** How many threads a session may use. */
export interface SessionThreads {
  /** Threads that share the work inside one operation, 1 to 127. */
  readonly withinOperation: number;
  /** Operations that may run side by side, 1 to 127. */
  readonly acrossOperations: number;
}

/** Returns how many towers a batch is split over on this machine: one a thread, at most 4. */
export function defaultTowerCount(): number {
  return Math.min(navigator.hardwareConcurrency, 4);
}

/** Returns the threads of a training graph: each tower has its share of the processor. */
export function graphThreads(towerCount = defaultTowerCount()): SessionThreads {
  const share = Math.floor(navigator.hardwareConcurrency / towerCount);
  return { withinOperation: Math.max(1, Math.min(127, share)), acrossOperations: towerCount };
}

// Field numbers of `ConfigProto` in `tensorflow/core/protobuf/config.proto`; every field used here is a
// small whole number or a flag, so a field is a tag byte and a value byte.
const INTRA_OP_PARALLELISM_THREADS = 2;
const INTER_OP_PARALLELISM_THREADS = 5;
const USE_PER_SESSION_THREADS = 9;

/**
 * Returns the bytes of a `ConfigProto` with the given threads, in pools of the session's own.
 *
 * @throws {RangeError} when a thread count is not a whole number from 1 to 127.
 */
export function serializeSessionConfig(threads: SessionThreads): Uint8Array<ArrayBuffer> {
  for (const count of [threads.withinOperation, threads.acrossOperations]) {
    if (!Number.isInteger(count) || count < 1 || count > 127) {
      throw new RangeError(`Cannot set session threads: expected 1 to 127 but found ${count}`);
    }
  }
  return Uint8Array.of(
    ...numberField(INTRA_OP_PARALLELISM_THREADS, threads.withinOperation),
    ...numberField(INTER_OP_PARALLELISM_THREADS, threads.acrossOperations),
    ...numberField(USE_PER_SESSION_THREADS, 1),
  );
}

/** A protocol-buffer field of wire type 0 (varint) whose number and value are below 16 and 128. */
function numberField(field: number, value: number): [number, number] {
  return [field << 3, value];
}
