/** What a download tells while it runs; the command line turns it into lines and a progress bar. */

import type { PublishedFile } from "../published_files.ts";

/** The file name under which progress is told when a server sends the archive only as a whole. */
export const WHOLE_ARCHIVE = "gzip.zip";

/** Where a download stands. */
export interface DownloadProgress {
  /** Name of the file that is arriving: a data file or {@linkcode WHOLE_ARCHIVE}. */
  readonly fileName: string;
  /** Bytes that are there, of all files together, what was kept from earlier runs included. */
  readonly doneBytes: number;
  /** Bytes of all files together, or undefined when the server does not tell. */
  readonly totalBytes?: number;
}

/** Takes what a download tells. */
export interface DownloadReport {
  /** Takes one line that a user should read. */
  readonly announce: (line: string) => void;
  /** Called for every piece of data that arrives. */
  readonly progress: (progress: DownloadProgress) => void;
  /** Called when a file has its place and its right digest. */
  readonly finished: (file: PublishedFile) => void;
}
