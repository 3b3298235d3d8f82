/** Where downloads that all checkouts share are kept, such as the TensorFlow library. */

import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Returns the cache folder's path, which need not exist yet.
 *
 * `$EMNIST_CACHE` comes first, then the platform's own place for caches: `$XDG_CACHE_HOME` or
 * `~/.cache` on Linux, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
 */
export function cacheFolder(): string {
  const chosen = Deno.env.get("EMNIST_CACHE");
  if (chosen) return chosen;
  return join(platformCacheFolder(), "emnist-deno");
}

function platformCacheFolder(): string {
  if (Deno.build.os === "darwin") return join(homedir(), "Library", "Caches");
  if (Deno.build.os === "windows") {
    return Deno.env.get("LOCALAPPDATA") ?? join(homedir(), "AppData", "Local");
  }
  return Deno.env.get("XDG_CACHE_HOME") || join(homedir(), ".cache");
}
