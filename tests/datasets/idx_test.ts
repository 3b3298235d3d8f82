import { assertEquals, assertThrows } from "@std/assert";
import { gzipSync } from "node:zlib";
import { UserError } from "../../lib/user_error.ts";
import { type IdxArray, parseIdx, serializeIdx } from "../../lib/datasets/idx.ts";

/** Bytes written down by hand from the format's description: hexadecimal, spaces ignored. */
function bytesOf(hexadecimal: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromHex(hexadecimal.replaceAll(/\s/g, ""));
}

function gzipOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes));
}

const EXAMPLES: readonly { type: string; bytes: Uint8Array<ArrayBuffer>; array: IdxArray }[] = [
  {
    type: "uint8, 2 by 1 by 3",
    bytes: bytesOf("0000 0803 00000002 00000001 00000003 00 01 7f 80 fe ff"),
    array: { shape: [2, 1, 3], data: Uint8Array.of(0, 1, 127, 128, 254, 255) },
  },
  {
    type: "int8",
    bytes: bytesOf("0000 0901 00000003 80 ff 7f"),
    array: { shape: [3], data: Int8Array.of(-128, -1, 127) },
  },
  {
    type: "int16",
    bytes: bytesOf("0000 0b02 00000001 00000002 8000 0102"),
    array: { shape: [1, 2], data: Int16Array.of(-32768, 258) },
  },
  {
    type: "int32",
    bytes: bytesOf("0000 0c01 00000002 ffffffff 01020304"),
    array: { shape: [2], data: Int32Array.of(-1, 16909060) },
  },
  {
    type: "float32",
    // IEEE 754: -2 is c0000000, 0.15625 is 3e200000.
    bytes: bytesOf("0000 0d01 00000002 c0000000 3e200000"),
    array: { shape: [2], data: Float32Array.of(-2, 0.15625) },
  },
  {
    type: "float64, four dimensions",
    bytes: bytesOf("0000 0e04 00000001 00000001 00000001 00000001 3ff8000000000000"),
    array: { shape: [1, 1, 1, 1], data: Float64Array.of(1.5) },
  },
  {
    type: "an empty array",
    bytes: bytesOf("0000 0802 00000000 0000001c"),
    array: { shape: [0, 28], data: new Uint8Array(0) },
  },
];

for (const { type, bytes, array } of EXAMPLES) {
  Deno.test(`parseIdx() reads ${type}, plain and compressed`, () => {
    assertEquals(parseIdx(bytes), array);
    assertEquals(parseIdx(gzipOf(bytes)), array);
  });

  Deno.test(`serializeIdx() writes ${type}, plain and compressed`, () => {
    assertEquals(serializeIdx(array), bytes);
    assertEquals(parseIdx(serializeIdx(array, { gzip: true })), array);
  });
}

Deno.test("parseIdx() reads compressed data that was joined from two gzip members", () => {
  const bytes = bytesOf("0000 0801 00000004 01020304");
  const joined = [...gzipOf(bytes.subarray(0, 9)), ...gzipOf(bytes.subarray(9))];
  assertEquals(parseIdx(Uint8Array.from(joined)).data, Uint8Array.of(1, 2, 3, 4));
});

Deno.test("parseIdx() reads from the middle of a larger buffer", () => {
  const larger = bytesOf("ffffff 0000 0b01 00000002 0001 0002 ffff");
  assertEquals(parseIdx(larger.subarray(3, 15)).data, Int16Array.of(1, 2));
});

function assertRefused(bytes: Uint8Array<ArrayBuffer>, message: string, magic?: number): void {
  const error = assertThrows(() => parseIdx(bytes, { name: "x", magic }), SyntaxError);
  assertEquals(error.message, `Cannot parse IDX file "x": ${message}`);
}

Deno.test("parseIdx() throws when the magic is not the one asked for", () => {
  const labels = bytesOf("0000 0801 00000001 07");
  assertRefused(labels, "expected magic 2051 but found 2049", 2051);
  assertRefused(gzipOf(labels), "expected magic 2051 but found 2049", 2051);
});

Deno.test("parseIdx() throws when the magic belongs to no IDX file", () => {
  const expected =
    "expected a magic of two zero bytes, a type code 8, 9 or 11 to 14 and a number of dimensions but found";
  assertRefused(bytesOf("0000 0a01 00000000"), `${expected} 2561`);
  assertRefused(new TextEncoder().encode("<!DOCTYPE html>"), `${expected} 1008813135`);
});

Deno.test("parseIdx() throws when the header has no dimension or is cut off", () => {
  assertRefused(bytesOf("0000 0800"), "expected 1 dimension or more but found 0");
  assertRefused(bytesOf("0000 08"), "expected a header of 4 bytes or more but found 3");
  assertRefused(
    bytesOf("0000 0803 00000001"),
    "expected a header of 16 bytes for 3 dimensions but found 8",
  );
});

Deno.test("parseIdx() throws when the payload is shorter than its header says", () => {
  const bytes = bytesOf("0000 0b02 00000002 00000002 0001 0002 0003");
  const expected = "expected 8 bytes of elements for the shape [2,2] but found 6";
  assertRefused(bytes, expected);
  assertRefused(gzipOf(bytes), expected);
});

Deno.test("parseIdx() throws when the payload is longer than its header says", () => {
  const bytes = bytesOf("0000 0801 00000002 010203");
  const expected = "expected 2 bytes of elements for the shape [2] but found";
  assertRefused(bytes, `${expected} 3`);
  assertRefused(gzipOf(bytes), `${expected} more`);
});

Deno.test("parseIdx() throws when gzip data is cut off or damaged", () => {
  const packed = gzipOf(serializeIdx({ shape: [9000], data: new Uint8Array(9000).fill(7) }));
  assertRefused(
    packed.slice(0, packed.length - 4),
    `expected complete gzip data but found its end missing after ${packed.length - 4} bytes`,
  );
  const damaged = packed.slice();
  damaged[packed.length - 6] ^= 1;
  assertRefused(damaged, "expected sound gzip data but found damage in it");
});

Deno.test("parseIdx() refuses a header that promises terabytes before it takes memory", () => {
  const bytes = bytesOf("0000 0803 7fffffff 0000ffff 0000ffff 00");
  const promised = "expected 9223090559730712575 bytes of elements for the shape " +
    "[2147483647,65535,65535] but found";
  const before = Deno.memoryUsage();
  assertRefused(bytes, `${promised} 1`);
  const packed = gzipOf(bytes);
  assertRefused(packed, `${promised} ${packed.length} compressed bytes`);
  const after = Deno.memoryUsage();
  assertEquals(after.external - before.external < 1e7, true);
});

Deno.test("parseIdx() unpacks no more than the header promises", () => {
  const zeros = new Uint8Array(200_000_000);
  zeros.set(bytesOf("0000 0801 00000010"));
  const bomb = gzipOf(zeros);
  const before = Deno.memoryUsage();
  assertRefused(bomb, "expected 16 bytes of elements for the shape [16] but found more");
  assertEquals(Deno.memoryUsage().external - before.external < 1e7, true);
});

Deno.test("parseIdx() refuses more than 4 GiB instead of calling them damaged", () => {
  // 5 MiB that cannot be packed might unpack to 1032 times as much.
  const noise = new Uint8Array(5 * 2 ** 20);
  for (let index = 0; index < noise.length; index += 65536) {
    crypto.getRandomValues(noise.subarray(index, index + 65536));
  }
  noise.set(bytesOf("0000 0801 ffffffff"));
  const error = assertThrows(() => parseIdx(gzipOf(noise), { name: "x" }), UserError);
  assertEquals(
    error.message,
    'Cannot parse IDX file "x": expected at most 4 GiB but found 4.0 GiB',
  );
});

Deno.test("parseIdx() reads a gzip file whose own header holds a name of 100,000 letters", () => {
  const packed = gzipOf(bytesOf("0000 0801 00000002 0509"));
  const name = new Uint8Array(100_001).fill(0x61).fill(0, 100_000);
  const named = new Uint8Array(packed.length + name.length);
  named.set(packed.subarray(0, 10));
  named[3] = 8; // FNAME (RFC 1952, section 2.3.1)
  named.set(name, 10);
  named.set(packed.subarray(10), 10 + name.length);
  assertEquals([...parseIdx(named).data], [5, 9]);
});

Deno.test("serializeIdx() refuses shapes that do not fit the data or the format", () => {
  const data = Uint8Array.of(1, 2, 3);
  assertThrows(
    () => serializeIdx({ shape: [2, 2], data }),
    TypeError,
    "expected 4 elements for the shape [2,2] but found 3",
  );
  assertThrows(() => serializeIdx({ shape: [], data }), RangeError, "1 to 255 dimensions");
  assertThrows(() => serializeIdx({ shape: [-3], data }), RangeError, "found [-3]");
});
