/**
 * The Python packages ("wheels") of TensorFlow that the library is taken from, one a platform.
 *
 * The wheels for the various Python versions hold the same library, so one of them serves, whatever
 * Python this machine has: pip is told which one to download.
 */

/** One wheel on the Python Package Index, and what it must contain. */
export interface PinnedWheel {
  /** What pip is asked for. */
  readonly requirement: string;
  /** TensorFlow's version. */
  readonly version: string;
  /** The platform as the wheel's file name says it. */
  readonly platformTag: string;
  /** SHA-256 of the wheel file, as lower-case hexadecimal. */
  readonly sha256: string;
  /** Size of the wheel file in bytes. */
  readonly wheelBytes: number;
  /** Path inside the wheel and size in bytes of each file to unpack. */
  readonly files: readonly PinnedFile[];
}

/** One file inside a wheel. */
export interface PinnedFile {
  readonly path: string;
  readonly bytes: number;
}

/** The Python version of the wheels below. */
export const WHEEL_PYTHON_VERSION = "3.11";

const linuxX86: PinnedWheel = {
  requirement: "tensorflow-cpu==2.21.0",
  version: "2.21.0",
  platformTag: "manylinux_2_27_x86_64",
  sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  wheelBytes: 273_829_956,
  files: [
    { path: "tensorflow/libtensorflow_cc.so.2", bytes: 788_086_608 },
    { path: "tensorflow/libtensorflow_framework.so.2", bytes: 65_222_328 },
  ],
};

// Read from PyPI and compared symbol by symbol with the one above, but never run by us.
const linuxArm: PinnedWheel = {
  requirement: "tensorflow==2.21.0",
  version: "2.21.0",
  platformTag: "manylinux_2_27_aarch64",
  sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
  wheelBytes: 281_828_020,
  files: [
    { path: "tensorflow/libtensorflow_cc.so.2", bytes: 814_885_544 },
    { path: "tensorflow/libtensorflow_framework.so.2", bytes: 68_176_664 },
  ],
};

const wheels: Readonly<Record<string, PinnedWheel>> = {
  "linux-x86_64": linuxX86,
  "linux-aarch64": linuxArm,
};

/**
 * Returns the wheel for a platform, or `undefined` where there is none.
 *
 * @param platform such as `linux-x86_64`; this machine's by default
 */
export function pinnedWheelFor(
  platform: string = `${Deno.build.os}-${Deno.build.arch}`,
): PinnedWheel | undefined {
  return wheels[platform];
}

/** Returns the name of the folder that a wheel's library is kept in, inside the cache folder. */
export function cachedFolderName(wheel: PinnedWheel): string {
  return `tensorflow-${wheel.version}-${wheel.platformTag}`;
}

/** Returns the sum of the sizes of the files to unpack, in bytes. */
export function unpackedBytes(wheel: PinnedWheel): number {
  return wheel.files.reduce((sum, file) => sum + file.bytes, 0);
}
