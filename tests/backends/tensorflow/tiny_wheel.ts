/** A wheel small enough for a test, and bytes that pass for a library. */

import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import type { PinnedWheel } from "../../../lib/backends/tensorflow/pinned_wheel.ts";
import { sha256OfBytes } from "../../../lib/machine/sha256.ts";

/** Creates a wheel like those of PyPI, with a library of 3 MB, and its pin. */
export async function createTinyWheel(): Promise<{ bytes: Uint8Array; pin: PinnedWheel }> {
  const files = { "libtensorflow_cc.so.2": libraryBytes(3_000_000), ...framework };
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, bytes] of Object.entries(files)) {
    await zip.add(`tensorflow/${name}`, new Uint8ArrayReader(bytes));
  }
  const texts = {
    "tensorflow/__init__.py": "",
    "tensorflow_cpu-2.21.0.dist-info/METADATA": metadataOf("tensorflow-cpu", "2.21.0"),
    "tensorflow_cpu-2.21.0.dist-info/WHEEL":
      "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_27_x86_64\n",
    "tensorflow_cpu-2.21.0.dist-info/RECORD": "",
  };
  for (const [name, text] of Object.entries(texts)) {
    await zip.add(name, new Uint8ArrayReader(new TextEncoder().encode(text)));
  }
  const bytes = await zip.close();
  const pin = {
    requirement: "tensorflow-cpu==2.21.0",
    version: "2.21.0",
    platformTag: "manylinux_2_27_x86_64",
    sha256: sha256OfBytes(bytes),
    wheelBytes: bytes.length,
    files: Object.entries(files).map(([name, contents]) => ({
      path: `tensorflow/${name}`,
      bytes: contents.length,
    })),
  };
  return { bytes, pin };
}

/** Returns bytes that begin like a shared library of Linux and do not compress to nothing. */
export function libraryBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[index] = (state >>> 16) & 15;
  }
  bytes.set([0x7f, 0x45, 0x4c, 0x46]);
  return bytes;
}

/** The second file of a library. */
export const framework = { "libtensorflow_framework.so.2": libraryBytes(1000) };

/** Returns the METADATA file of a Python package. */
export function metadataOf(name: string, version: string): string {
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
}
