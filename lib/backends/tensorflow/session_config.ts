/**
 * TensorFlow's session options as the protocol-buffer bytes that `TF_SetConfig` takes.
 *
 * Field numbers are those of `ConfigProto` in `tensorflow/core/protobuf/config.proto`; every field
 * used here is a small whole number or a flag, so a field is a tag byte and a value byte.
 */

/** How many threads a session may use. */
export interface SessionThreads {
  /** Threads that share the work inside one operation, 1 to 127. */
  readonly withinOperation: number;
  /** Operations that may run side by side, 1 to 127. */
  readonly acrossOperations: number;
}

const intraOpParallelismThreads = 2;
const interOpParallelismThreads = 5;
const usePerSessionThreads = 9;

/**
 * Returns the bytes of a `ConfigProto` with the given threads, in pools of the session's own.
 *
 * @throws RangeError when a thread count is not a whole number from 1 to 127.
 */
export function serializeSessionConfig(threads: SessionThreads): Uint8Array<ArrayBuffer> {
  for (const count of [threads.withinOperation, threads.acrossOperations]) {
    if (!Number.isInteger(count) || count < 1 || count > 127) {
      throw new RangeError(`Cannot set session threads: expected 1 to 127 but found ${count}`);
    }
  }
  return Uint8Array.of(
    ...numberField(intraOpParallelismThreads, threads.withinOperation),
    ...numberField(interOpParallelismThreads, threads.acrossOperations),
    ...numberField(usePerSessionThreads, 1),
  );
}

/** A protocol-buffer field of wire type 0 (varint) whose number and value are below 16 and 128. */
function numberField(field: number, value: number): [number, number] {
  return [field << 3, value];
}
