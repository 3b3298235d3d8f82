/** The error for a backend that this machine cannot run, so that the caller takes the next one. */

import { UserError } from "../user_error.ts";

/** Says in one sentence why a backend cannot be used here, and in `hint` what would mend it. */
export class BackendUnavailableError extends UserError {
  override readonly name = "BackendUnavailableError";
}
