/** One line of what `deno task doctor` found. */

/**
 * How it stands with a thing: `ok`, `missing` where something should be mended, and `note` where a
 * thing is as it is and nothing depends on it.
 */
export type FindingState = "ok" | "missing" | "note";

/** What was found out about one thing. */
export interface Finding {
  /** The thing, such as `TensorFlow`. */
  readonly topic: string;
  readonly state: FindingState;
  /** What was found, as one phrase. */
  readonly detail: string;
  /** The one command that mends it. */
  readonly remedy?: string;
}
