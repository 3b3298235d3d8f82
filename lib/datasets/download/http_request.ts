/**
 * HTTP requests that never hang: a limit for the answer, a limit for silence in the middle of it, and
 * every failure as one sentence. Deno's fetch honours `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.
 */

import { DownloadError } from "./download_error.ts";

/** How patient a request is. */
export interface HttpOptions {
  /** Milliseconds until an answer must have begun. */
  readonly connectMilliseconds: number;
  /** Milliseconds that an answer may pause. */
  readonly stallMilliseconds: number;
  /** Ends the request when the user stops the program. */
  readonly signal?: AbortSignal;
}

/** An answer whose body has not been read yet; read it or cancel it. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array>;
}

const UNREACHABLE_HINT =
  "Check the network and $HTTPS_PROXY; data/README.md says how to fetch the files by hand.";

/**
 * Sends a GET request and returns the answer; redirects are returned, not followed.
 *
 * Throws a DownloadError when the host cannot be reached or does not answer in time, and when the
 * connection breaks or falls silent while the body is read. Throws the signal's reason when it is
 * aborted.
 */
export async function sendRequest(
  url: URL,
  headers: Record<string, string>,
  options: HttpOptions,
): Promise<HttpAnswer> {
  const { signal, connectMilliseconds, stallMilliseconds } = options;
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", stop, { once: true });
  const forget = () => signal?.removeEventListener("abort", stop);
  try {
    const response = await withLimit(
      controller,
      connectMilliseconds,
      () => fetch(url, { headers, redirect: "manual", signal: controller.signal }),
    );
    const chunks = response.body ?? ReadableStream.from<Uint8Array>([]);
    const body = guardBody(chunks, (read) => withLimit(controller, stallMilliseconds, read), {
      signal: controller.signal,
      fail: (error) => signal?.aborted ? signal.reason : brokenConnection(url, error),
      end: forget,
    });
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    forget();
    signal?.throwIfAborted();
    throw unreachable(url, error);
  }
}

/**
 * Reads `chunks` one by one under a limit, and words their failures.
 *
 * Deno ends a body's reading on an abort only as long as its `Response` has not been collected as
 * garbage, so that the reading is ended here.
 */
function guardBody(
  chunks: ReadableStream<Uint8Array>,
  limited: <Result>(read: () => Promise<Result>) => Promise<Result>,
  on: { signal: AbortSignal; fail: (error: unknown) => unknown; end: () => void },
): ReadableStream<Uint8Array> {
  const reader = chunks.getReader();
  const stopReading = () => reader.cancel(on.signal.reason).catch(() => {});
  on.signal.addEventListener("abort", stopReading, { once: true });
  return new ReadableStream<Uint8Array>({
    async pull(sink) {
      try {
        const { done, value } = await limited(() => reader.read());
        on.signal.throwIfAborted();
        if (!done) return sink.enqueue(value);
        on.end();
        sink.close();
      } catch (error) {
        on.end();
        sink.error(on.fail(error));
      }
    },
    async cancel(reason) {
      on.end();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

/** Awaits `action`, but aborts the request when it takes longer than the limit. */
async function withLimit<Result>(
  controller: AbortController,
  milliseconds: number,
  action: () => Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${milliseconds / 1000} seconds`)),
    milliseconds,
  );
  try {
    return await action();
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(url: URL, error: unknown): DownloadError {
  return new DownloadError(
    `Cannot reach ${url.host}: expected an answer but found ${reasonOf(error)}`,
    { cause: error, canRetry: true, hint: UNREACHABLE_HINT },
  );
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
