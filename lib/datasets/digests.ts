/** Judging a file by its SHA-256 digest. */

import { publishedFiles } from "./published_files.ts";

/**
 * What a digest says about a file:
 * `official` that NIST publishes exactly this file, `published` that this project does,
 * `altered` that the project publishes another one under this name, `wrong` that NIST does, and
 * `unknown` that no digest is known for this name.
 */
export type DigestVerdict = "official" | "published" | "altered" | "wrong" | "unknown";

/** A verdict with the digest that the file should have had, where one is known. */
export interface JudgedDigest {
  readonly verdict: DigestVerdict;
  readonly expected?: string;
}

/**
 * Compares a file's SHA-256 digest with the one that is published for its name (without folders).
 *
 * A file without `.gz` is compared with the digest of the unpacked file, where that is known.
 */
export function judgeDigest(fileName: string, sha256: string): JudgedDigest {
  const asPublished = publishedFiles.get(fileName);
  const packed = publishedFiles.get(`${fileName}.gz`);
  const expected = asPublished?.sha256 ?? packed?.unpackedSha256;
  if (expected === undefined) return { verdict: "unknown" };
  const official = (asPublished ?? packed)?.official === true;
  if (sha256 === expected) return { verdict: official ? "official" : "published", expected };
  return { verdict: official ? "wrong" : "altered", expected };
}
