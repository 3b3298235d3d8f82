/**
 * HTTP requests that never hang: a limit for the answer, a limit for silence in the middle of it, and
 * every failure as one sentence. Deno's fetch honours `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.
 */

import { DownloadError, type Patience, UnreachableError } from "./tries.ts";

/** An answer whose bytes have not been read yet; read or cancel them. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /**
   * Yields the bytes as they arrive.
   *
   * @throws {DownloadError} when the connection breaks or falls silent, and the signal's reason
   * when it is aborted.
   */
  readonly read: () => AsyncGenerator<Uint8Array>;
  readonly cancel: () => Promise<void>;
}

/**
 * Sends a GET request and returns the answer; redirects are returned, not followed.
 *
 * @throws {DownloadError} when the host cannot be reached or does not answer in time, and the
 * signal's reason when it is aborted.
 */
export async function sendRequest(
  url: URL,
  headers: Record<string, string>,
  patience: Patience,
): Promise<HttpAnswer> {
  const { connectMilliseconds = 10_000, stallMilliseconds = 30_000 } = patience;
  const silence = new AbortController();
  const signal = AbortSignal.any([silence.signal, patience.signal ?? silence.signal]);
  /** Awaits an action, but aborts the request when it takes longer than the limit. */
  const within = async <Result>(milliseconds: number, action: () => Promise<Result>) => {
    const reason = new Error(`no answer within ${milliseconds / 1000} seconds`);
    const timer = setTimeout(() => silence.abort(reason), milliseconds);
    return await action().finally(() => clearTimeout(timer));
  };
  let response: Response;
  try {
    response = await within(
      connectMilliseconds,
      () => fetch(url, { headers, redirect: "manual", signal }),
    );
  } catch (error) {
    patience.signal?.throwIfAborted();
    throw unreachable(url, error);
  }
  const chunks = response.body ?? ReadableStream.from<Uint8Array>([]);
  async function* read(): AsyncGenerator<Uint8Array> {
    const reader = chunks.getReader();
    // Deno ends the reading on an abort only until the response is collected as garbage.
    const stop = () => void reader.cancel(signal.reason).catch(() => {});
    signal.addEventListener("abort", stop);
    try {
      for (;;) {
        const { done, value } = await within(stallMilliseconds, () => reader.read());
        signal.throwIfAborted();
        if (done) return;
        yield value;
      }
    } catch (error) {
      patience.signal?.throwIfAborted();
      throw brokenConnection(url, error);
    } finally {
      signal.removeEventListener("abort", stop);
      stop();
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    read,
    cancel: () => chunks.cancel(),
  };
}

/** Reads at most `limit` bytes of an answer into memory; the rest is cancelled. */
export async function readAtMost(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, limit - length);
    bytes.set(part, length);
    length += part.length;
    if (length === limit) break;
  }
  return bytes.subarray(0, length);
}

function unreachable(url: URL, error: unknown): UnreachableError {
  const reason = reasonOf(error);
  const isOffline = /dns error|failed to lookup|unreachable|No address associated/i.test(reason);
  const found = isOffline ? "no network?" : `expected an answer but found ${reason}`;
  return new UnreachableError(`Cannot reach ${url.host}: ${found}`, {
    cause: error,
    canRetry: true,
    hint: "Check the network and $HTTPS_PROXY; data/README.md says how to fetch the files by hand.",
  });
}

function brokenConnection(url: URL, error: unknown): DownloadError {
  return new DownloadError(
    `Cannot read from ${url.host} to the end: expected more data but found ${reasonOf(error)}`,
    { cause: error, canRetry: true, hint: "Run the same command again: it goes on from here." },
  );
}

/** Returns the innermost part of an error's text, such as `dns error: failed to look up`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.cause instanceof Error ? error.cause.message : error.message;
  return text.replace(/^error sending request for url \(.*?\): (client error \(Connect\): )?/, "");
}
