/** Is this Deno new enough? */

import { isOlder } from "../jupyter/kernel.ts";
import type { Finding } from "./finding.ts";

/** The Deno that the project is developed and tested with. */
const testedVersion = "2.9.6";

/** Examines a Deno version, this process's own by default. */
export function examineDeno(version: string = Deno.version.deno): Finding {
  const topic = "Deno";
  return isOlder(version, testedVersion)
    ? {
      topic,
      state: "missing",
      detail: `${version}, expected ${testedVersion} or newer`,
      remedy: `deno upgrade ${testedVersion}`,
    }
    : { topic, state: "ok", detail: `${version} (${Deno.build.target})` };
}
