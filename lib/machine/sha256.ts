/** SHA-256 digests, as lower-case hexadecimal. */

import { createHash } from "node:crypto";

/** Returns the SHA-256 digest of `bytes`. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Returns the SHA-256 digest of a file, read as a stream; the system's error passes through. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  const file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("hex");
}
