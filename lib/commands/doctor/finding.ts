/** One line of what `deno task doctor` found. */

/** What was found out about one thing. */
export interface Finding {
  /** The thing, such as `TensorFlow`. */
  readonly topic: string;
  /**
   * `ok`, `missing` where something should be mended, or `note` where a thing is as it is and nothing
   * depends on it.
   */
  readonly state: "ok" | "missing" | "note";
  /** What was found, as one phrase. */
  readonly detail: string;
  /** The one command that mends it. */
  readonly remedy?: string;
}

/** Returns the finding of a thing that is as it should be. */
export function found(topic: string, detail: string): Finding {
  return { topic, state: "ok", detail };
}

/** Returns the finding of a thing that should be mended, with the command that does it. */
export function missing(topic: string, detail: string, remedy?: string): Finding {
  return { topic, state: "missing", detail, ...(remedy ? { remedy } : {}) };
}

/** Returns the finding of a thing on which nothing depends. */
export function note(topic: string, detail: string): Finding {
  return { topic, state: "note", detail };
}
