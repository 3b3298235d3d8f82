/** Reading the body of a request: so many bytes, so many seconds, and no more. */

import { Problem } from "./problem.ts";

/** Limits of {@linkcode readBody}. */
export interface BodyLimits {
  readonly mostBytes: number;
  /** Seconds from the first look at the body to its end. */
  readonly seconds: number;
}

/**
 * Returns the bytes of a request's body.
 *
 * @throws {Problem} 413 when there are too many, 408 when they take too long, 400 when they are cut
 * off or there are none.
 */
export async function readBody(
  request: Request,
  { mostBytes, seconds }: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new Problem(413, `Cannot take the request: expected at most ${mostBytes} bytes.`, {
      connection: "close",
    });
  const announced = Number(request.headers.get("content-length") ?? Infinity);
  if (announced !== Infinity && announced > mostBytes) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const timeout = Promise.withResolvers<"late">();
  const timer = setTimeout(() => timeout.resolve("late"), 1000 * seconds);
  try {
    while (reader !== undefined) {
      const read = await Promise.race([reader.read(), timeout.promise]);
      if (read === "late") {
        throw new Problem(408, `Cannot take the request: its body took over ${seconds} seconds.`, {
          connection: "close",
        });
      }
      if (read.done) break;
      length += read.value.length;
      if (length > mostBytes) throw tooLarge();
      chunks.push(read.value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    if (error instanceof Problem) throw error;
    // A client that has closed its side may have sent all that it announced.
    if (length !== announced) {
      throw new Problem(400, "Cannot take the request: its body was cut off.");
    }
  } finally {
    clearTimeout(timer);
  }
  if (length === 0) {
    throw new Problem(400, "Cannot take the request: expected a body but found none.");
  }
  const body = new Uint8Array(length);
  let end = 0;
  for (const chunk of chunks) {
    body.set(chunk, end);
    end += chunk.length;
  }
  return body;
}
