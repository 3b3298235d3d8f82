/** What is said of a backend once it is in use. */

/** A backend that works on this machine. */
export interface BackendDescription {
  readonly name: "tensorflow" | "webgpu" | "wasm";
  /** Version of the library that does the arithmetic. */
  readonly version: string;
  /** The processor or graphics card that it runs on. */
  readonly device: string;
  /** Processor threads that training uses. */
  readonly threads: number;
}
