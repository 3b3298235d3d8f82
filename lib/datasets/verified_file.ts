/** Reading a data file together with its digest. */

import { basename } from "node:path";
import { sha256OfBytes } from "../machine/sha256.ts";
import { UserError } from "../user_error.ts";
import type { DataSource } from "./dataset.ts";
import { MOST_IDX_BYTES, tooLarge } from "./idx.ts";
import { type DigestVerdict, judgeDigest, publishedFiles } from "./published_files.ts";
import { KNOWN_DATASETS } from "./splits.ts";

/** A file's bytes and what is known of them. */
export interface VerifiedFile {
  /** File name without folders. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly verdict: DigestVerdict;
  /** What the run record says of the file. */
  readonly source: DataSource;
}

/**
 * Reads a file and compares its SHA-256 digest with the one that is published for its name.
 *
 * What cannot be verified is told to `announce` in one line: a file that differs from this
 * project's own, an official file that was unpacked and whose unpacked digest is not known.
 *
 * @throws {UserError} when NIST publishes another digest for images or labels of this name; a
 * mapping may have other line ends, so that its content is for the caller to compare.
 */
export async function readVerifiedFile(
  path: string,
  announce: (line: string) => void,
): Promise<VerifiedFile> {
  const name = basename(path);
  const { size } = await Deno.stat(path);
  if (size > MOST_IDX_BYTES) throw tooLarge(`Cannot use "${path}"`, size);
  const bytes = await Deno.readFile(path);
  const sha256 = sha256OfBytes(bytes);
  const { verdict, expected } = judgeDigest(name, sha256);
  if (verdict === "wrong" && name.includes("-ubyte")) {
    const known = KNOWN_DATASETS.find(({ stem }) => name.startsWith(`${stem}-`));
    throw new UserError(
      `Cannot use "${path}": expected NIST's SHA-256 ${expected} but found ${sha256}`,
      {
        hint: "Delete or rename this file, then fetch the right one with " +
          `\`deno task data ${known?.name ?? ""}\`.`,
      },
    );
  }
  if (verdict === "altered") {
    announce(`"${path}" differs from the file that this project describes.`);
  }
  if (verdict === "unknown" && publishedFiles.has(`${name}.gz`)) {
    announce(`"${path}" is used unverified: the published digest is that of its .gz file.`);
  }
  return { name, bytes, verdict, source: { name, sha256, official: verdict === "official" } };
}
