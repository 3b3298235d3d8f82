/**
 * The files of EMNIST as NIST publishes them, and of `emnist47`, with their sizes and digests.
 *
 * Source: the members of https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip (561,753,746 bytes,
 * SHA-256 fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e), and the digests that
 * lie beside `emnist47`. Digests of unpacked files were taken from published files that had their
 * right digest; for the other files they are not known.
 */

/** What is known of a published file. */
export interface PublishedFile {
  readonly name: string;
  /** True when NIST publishes the file. */
  readonly official: boolean;
  /** SHA-256 of the file as published, lower-case hexadecimal. */
  readonly sha256: string;
  /** Size of the file as published, in bytes. */
  readonly size: number;
  /** SHA-256 of the file after gunzip, where it is known. */
  readonly unpackedSha256?: string;
}

const OFFICIAL_DIGESTS = `
117fc12b015e37ea98bfb2cbba3f77c3782c056cdbd219b87abfc8661d7135db emnist-balanced-test-images-idx3-ubyte.gz 4714707
a67cac948379b67270b9a4d0a01c8ec661598accf2f2b1964340b7c83cb175cd emnist-balanced-test-labels-idx1-ubyte.gz 13504
74295e75e4e9fa2c102147460ee7eb763653d5132d883a84fb88932bfb8d2db4 emnist-balanced-train-images-idx3-ubyte.gz 28207740
b46d41e5156a0a8aaaa4d18979fdd1588850fa8571018acffd5d93b325a7d6ed emnist-balanced-train-labels-idx1-ubyte.gz 80618
5ec835bd5d5b1a66378a132e727fef20fe994b3cc666899befcca5ac766f50cd emnist-byclass-test-images-idx3-ubyte.gz 28908322
501e305eeeacb093b162592d80e8a2632040872360fa6d85cfcb2200d91ca92a emnist-byclass-test-labels-idx1-ubyte.gz 81839
9e21987f03a6eb8b870187e785883ddad96947299587908f1a7ec2ca0f4be5f0 emnist-byclass-train-images-idx3-ubyte.gz 173367313
f7ef403d48dc18a89dae0d83d11ee69cecb6e1c12c3a961d03712e495c02a8fa emnist-byclass-train-labels-idx1-ubyte.gz 491603
5e5815ec1b522089134435f7c55e75a00960b58414793593ffff23efc0821683 emnist-bymerge-test-images-idx3-ubyte.gz 28905295
8bda1516255683ba9071e141947ca0c91a911176065cdd6259b0b4d8dc5b5f35 emnist-bymerge-test-labels-idx1-ubyte.gz 79351
39bf8c68037dad40db35348895f7e4e056e8c0a005ab78869c9fbc2c96e947be emnist-bymerge-train-images-idx3-ubyte.gz 173375281
2c47293b9e62d6abf6ad05fbf67e40baa32adfd380b8d7b44dcc35534b64e1f1 emnist-bymerge-train-labels-idx1-ubyte.gz 476444
20ebe43509264f7639d37c835a3f0b009e90b29e00a099a03101abe1644a3f63 emnist-digits-test-images-idx3-ubyte.gz 9908519
bad1834c45d5988e270b99d43b13edc3fd898f658ffbc2caf2846ef27f7b05b0 emnist-digits-test-labels-idx1-ubyte.gz 19960
f7c95004d14d81af89522e67d8f0c781dfb3bd544181c81bfe1eb6b41c35b726 emnist-digits-train-images-idx3-ubyte.gz 59515779
6638a6ff5fe2eefd9cca2471995b46c82986b8e4b2a70d2f5ce8e05d7edb319e emnist-digits-train-labels-idx1-ubyte.gz 113859
50f0e93d75b99b463e9760b8345866f22587fa2c2fba472730a5ba09c693412d emnist-letters-test-images-idx3-ubyte.gz 5039157
924955c31fe7fd809b7303b5c0141282955f4b8390c74cdfd5d80435e0f4b4cb emnist-letters-test-labels-idx1-ubyte.gz 144
6288f418a917e007bf5fddb823a2dc7a5c6a35031401b93292a539cb12bd881f emnist-letters-train-images-idx3-ubyte.gz 30804864
9759af91ea6bccdf07a6040fd085861f2ec88e37f7c3f5760f6feb57106fbe5c emnist-letters-train-labels-idx1-ubyte.gz 79283
b25640fa9e356c618132f5df347c95ef5bae6d9c2596be1de40f7e0ae1c3eac6 emnist-mnist-test-images-idx3-ubyte.gz 2484884
bcc5385d38f083dba046f5f756e99b32f5ea7fad122c6243c71c2239873065ca emnist-mnist-test-labels-idx1-ubyte.gz 5144
5f9942f441031c0f1f2e4d162059fd6e19ea808b34c328b6d16cab0ed24c78f2 emnist-mnist-train-images-idx3-ubyte.gz 14873795
00c6d3c2342fdffb1711e0b5656cac4ce5862d2826399d383a9bac07d612e9f8 emnist-mnist-train-labels-idx1-ubyte.gz 29480
956dc507bf69e9f31f4e3e876d22ec66124aa229b5d0bd65ab8956a8044d3ede emnist-balanced-mapping.txt 328
68fa9091ed325830418b5a8d732f32316e54a480b9f8994a161abb4eddd0d078 emnist-byclass-mapping.txt 447
956dc507bf69e9f31f4e3e876d22ec66124aa229b5d0bd65ab8956a8044d3ede emnist-bymerge-mapping.txt 328
6d157dc46a7b1c80d630f4fed571d9964db37ee1669cac403b6db2c8bb109d94 emnist-digits-mapping.txt 60
a56cb9a31c08e3251a61ea7b1ec8bc4f4cabdc1edf3128508d3a485ad53fa456 emnist-letters-mapping.txt 274
6d157dc46a7b1c80d630f4fed571d9964db37ee1669cac403b6db2c8bb109d94 emnist-mnist-mapping.txt 60
`;

const UNPACKED_DIGESTS = `
a9c2984bf327d013e469d8b66e4bf6e4e98aaeebddc35d1c869b2cd3d1806e12 emnist-balanced-train-labels-idx1-ubyte
91807a38b4dab13f65fed7d9cac9fa6e7d27fc8c24f52327b8e6435ebfe18e90 emnist-balanced-test-labels-idx1-ubyte
68b2763a83f2661dace0df055282a50f4d4aea3dab401f2a04e2e7e2c5bc8590 emnist-bymerge-test-images-idx3-ubyte
17b8bd69b4e584fa425d7268b1f58882ef4bf7f241a6116fa606bb6d36839b5a emnist-bymerge-test-labels-idx1-ubyte
0a5442aeabc1ec6cf0a8335d81debf853b46a7570f5d93805a4d6ef8b7281063 emnist-mnist-test-images-idx3-ubyte
a0ffd2d4ce92418e020d53cf36f2b6c154c4f59344098a5e8d3c6e588109f0a0 emnist-mnist-test-labels-idx1-ubyte
30cd617ccd600bc69ddd1f3d64553f250aa819d77958e847b398a7587864b623 emnist47-train-images-idx3-ubyte
a8aed82963959c80fc3e050060db4a42da47fda02df7dc0efe1f98288b681717 emnist47-train-labels-idx1-ubyte
bc8933045ad58dcab42cccf501dfe7767f0b25fd89766e08bedae54d46f12739 emnist47-test-images-idx3-ubyte
5e8d99617146a55c0181ad0e4836b8694f25c6ba1cdc0dd2e3a6c4c6995b9a69 emnist47-test-labels-idx1-ubyte
`;

const EMNIST47_DIGESTS = `
36064c239671966c9710fca637c1f693c8bd6c53097473ef44b606491750872e emnist47-train-images-idx3-ubyte.gz 22638715
ef96c44da8e4107810d8cd733ee4471c09aa80436b248a7276367be09d3fad2c emnist47-train-labels-idx1-ubyte.gz 64633
92b01ba700e0da6089664dd6902d7fdc7cf99d3ee87cea777bf19a6ccfc0cfae emnist47-test-images-idx3-ubyte.gz 2356983
d4c68b5bac3d91b2fdf085255f9ad7747d5ec2b21afcf34e097740a923ada358 emnist47-test-labels-idx1-ubyte.gz 6745
0b57cacbe7536ef91dd14bf1384f726f436dc619f026c03aa8c14a97e8730468 emnist47-mapping.txt 281
`;

const unpackedSha256ByName = new Map(
  linesOf(UNPACKED_DIGESTS).map(([sha256, name]) => [`${name}.gz`, sha256]),
);

/** Every published file by its name, such as `emnist-balanced-test-labels-idx1-ubyte.gz`. */
export const publishedFiles: ReadonlyMap<string, PublishedFile> = new Map(
  [
    ...linesOf(OFFICIAL_DIGESTS).map((line) => publishedFile(line, true)),
    ...linesOf(EMNIST47_DIGESTS).map((line) => publishedFile(line, false)),
  ].map((file) => [file.name, file]),
);

function linesOf(table: string): string[][] {
  return table.trim().split("\n").map((line) => line.split(" "));
}

function publishedFile([sha256, name, size]: string[], official: boolean): PublishedFile {
  const unpackedSha256 = unpackedSha256ByName.get(name);
  return { name, official, sha256, size: Number(size), unpackedSha256 };
}

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
