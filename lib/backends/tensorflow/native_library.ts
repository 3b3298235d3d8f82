/**
 * Opening TensorFlow so that it gets along with the rest of the process.
 *
 * - It registers functions that run when the process ends. Deno unloads every library just before
 *   that, and the process would end with a segmentation fault: the library is pinned first.
 * - It exports its own LLVM. Where WebGPU has loaded another one (Mesa's drivers do), the two would
 *   be mixed and crash: the library is told to prefer its own symbols.
 * - It greets on standard error, which no setting of its own turns off: that goes nowhere.
 */

import { BackendUnavailableError } from "../backend_unavailable_error.ts";

const encoder = new TextEncoder();

// From glibc's <fcntl.h>, <dlfcn.h> and <unistd.h>.
const O_WRONLY = 1;
const RTLD_NOW = 2;
const RTLD_DEEPBIND = 8;
const RTLD_NODELETE = 0x1000;
const STDERR = 2;

/**
 * Opens the library at `path` for the rest of the process and returns its functions.
 *
 * @throws {BackendUnavailableError} with the system loader's reason when the file or a symbol cannot
 *   be loaded
 */
export function openNativeLibrary<const Symbols extends Deno.ForeignLibraryInterface>(
  path: string,
  symbols: Symbols,
): Deno.DynamicLibrary<Symbols>["symbols"] {
  if (Deno.build.os === "linux") pin(path);
  try {
    return Deno.dlopen(path, symbols).symbols;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackendUnavailableError(`TensorFlow's library cannot be opened: ${reason}`, {
      cause,
      hint: reason.includes("libstdc++") ? "apt-get install libstdc++6" : "",
    });
  }
}

/** Loads a library so that it stays and keeps to itself; where that fails, `Deno.dlopen` says why right after. */
function pin(path: string): void {
  const systemLibrary = Deno.dlopen("libc.so.6", {
    dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
    open: { parameters: ["buffer", "i32"], result: "i32" },
    dup: { parameters: ["i32"], result: "i32" },
    dup2: { parameters: ["i32", "i32"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
  });
  const { dlopen, open, dup, dup2, close } = systemLibrary.symbols;
  const standardError = dup(STDERR);
  const nowhere = open(cString("/dev/null"), O_WRONLY);
  try {
    dup2(nowhere, STDERR);
    dlopen(cString(path), RTLD_NOW | RTLD_DEEPBIND | RTLD_NODELETE);
  } finally {
    dup2(standardError, STDERR);
    close(standardError);
    close(nowhere);
    systemLibrary.close();
  }
}

function cString(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text + "\0");
}
