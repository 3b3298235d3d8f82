/** Requests that no ordinary client sends, written to the connection byte by byte. */

/** How a raw request ends. */
export interface RawRequestOptions {
  /**
   * What the client does once everything is written: wait for the answer, close its side and wait, or
   * be gone.
   *
   * @default {"wait"}
   */
  readonly end?: "wait" | "closeWrite" | "close";
}

/** Writes a request and returns the answer, or what there is of it where the server
 * closes; nothing where `end` is `close`. */
export async function sendRaw(
  url: string,
  parts: readonly (string | Uint8Array)[],
  { end = "wait" }: RawRequestOptions = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const encoder = new TextEncoder();
  try {
    for (const part of parts) {
      const bytes = typeof part === "string" ? encoder.encode(part) : part;
      for (let sent = 0; sent < bytes.length;) {
        sent += await connection.write(bytes.subarray(sent));
      }
    }
    if (end === "close") return "";
    if (end === "closeWrite") await connection.closeWrite();
  } catch (error) {
    // A server that has answered already need not take the rest.
    if (
      !(error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset)
    ) {
      throw error;
    }
  }
  let answer = "";
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65536);
  while (!isWhole(answer)) {
    const count = await connection.read(buffer).catch(() => null);
    if (count === null) break;
    answer += decoder.decode(buffer.subarray(0, count));
  }
  return answer;
}

/** Tells whether an answer has all its lines and the body that they announce. */
function isWhole(answer: string): boolean {
  const [lines, body] = answer.split("\r\n\r\n");
  const length = /^content-length: (\d+)/im.exec(lines)?.[1];
  return body !== undefined && length !== undefined && body.length >= Number(length);
}

/** Returns the lines before a body. */
export function head(path: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ host: "localhost", connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
