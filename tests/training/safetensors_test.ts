/** The format, against what Python's `safetensors` 0.8.0 (`safetensors.numpy.save`) writes. */

import { assertEquals, assertThrows } from "@std/assert";
import { parseSafetensors, serializeSafetensors } from "../../lib/training/safetensors.ts";

/** `save({"convolution1/0": arange(6).reshape(2, 3) / 4, "scalar": -1.5, "none": zeros((0, 3))}, metadata)` */
const pythonFile = Uint8Array.fromBase64(
  "+AAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJzdGF0ZSI6IntcInN0ZXBcIjo3LFwiw6lcIjpcIsO8XCJ9In0sImNvbnZv" +
    "bHV0aW9uMS8wIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDNdLCJkYXRhX29mZnNldHMiOlswLDI0XX0sIm5vbmUi" +
    "OnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzAsM10sImRhdGFfb2Zmc2V0cyI6WzI0LDI0XX0sInNjYWxhciI6eyJkdHlw" +
    "ZSI6IkYzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMjQsMjhdfX0gICAgIAAAAAAAAIA+AAAAPwAAQD8AAIA/" +
    "AACgPwAAwL8=",
);
/** `save({"a": array([1, 2])})`, without metadata */
const withoutMetadata = Uint8Array.fromBase64(
  "OAAAAAAAAAB7ImEiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlswLDhdfX0gIAAAgD8AAABA",
);
const contents = {
  metadata: { state: '{"step":7,"é":"ü"}' },
  arrays: [
    { name: "convolution1/0", shape: [2, 3], values: Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) },
    { name: "none", shape: [0, 3], values: new Float32Array(0) },
    { name: "scalar", shape: [], values: Float32Array.of(-1.5) },
  ],
};

Deno.test("serializeSafetensors() writes the bytes that Python writes", () => {
  assertEquals(serializeSafetensors(contents), pythonFile);
});

Deno.test("parseSafetensors() reads what Python writes, with metadata or without", () => {
  assertEquals(parseSafetensors(pythonFile), contents);
  assertEquals(parseSafetensors(withoutMetadata), {
    metadata: {},
    arrays: [{ name: "a", shape: [2], values: Float32Array.of(1, 2) }],
  });
});

Deno.test("parseSafetensors() reads bytes that begin within a larger buffer", () => {
  const shifted = new Uint8Array(pythonFile.length + 3);
  shifted.set(pythonFile, 3);
  assertEquals(parseSafetensors(shifted.subarray(3)), contents);
});

Deno.test("serializeSafetensors() keeps values that are part of a larger array, to the last bit", () => {
  const bits = Uint32Array.of(0, 0x7fc01234, 0x00000001, 0x80000000, 0xff800000, 0);
  const values = new Float32Array(bits.buffer).subarray(1, 5);
  const bytes = serializeSafetensors({ metadata: {}, arrays: [{ name: "a", shape: [4], values }] });
  const [{ values: found }] = parseSafetensors(bytes).arrays;
  assertEquals(new Uint32Array(found.buffer), bits.slice(1, 5));
});

Deno.test("parseSafetensors() throws on every truncated file", () => {
  for (let length = 0; length < pythonFile.length; length++) {
    assertThrows(() => parseSafetensors(pythonFile.slice(0, length)), SyntaxError);
  }
  assertThrows(
    () => parseSafetensors(pythonFile.slice(0, -1)),
    SyntaxError,
    'Cannot parse safetensors: expected 4 bytes of "scalar" but found 3',
  );
  assertThrows(
    () => parseSafetensors(pythonFile.slice(0, 100)),
    SyntaxError,
    "Cannot parse safetensors: expected a header but found 100 bytes",
  );
});

Deno.test("parseSafetensors() throws on other element types, on shapes that lie, and on no header", () => {
  const file = (header: string) => {
    const text = new TextEncoder().encode(header);
    const bytes = new Uint8Array(8 + text.length + 8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  const wrong = "Cannot parse safetensors: expected a header of float32 arrays";
  const entry = (dtype: string, shape: string, offsets: string) =>
    file(`{"a":{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}}`);
  assertThrows(() => parseSafetensors(entry("F64", "[1]", "[0,8]")), SyntaxError, wrong);
  assertThrows(() => parseSafetensors(entry("F32", "[-2]", "[0,8]")), SyntaxError, wrong);
  assertThrows(() => parseSafetensors(file("not JSON")), SyntaxError, wrong);
  assertThrows(
    () => parseSafetensors(entry("F32", "[3]", "[0,8]")),
    SyntaxError,
    'expected 12 bytes of "a" but found 8',
  );
  assertThrows(() => parseSafetensors(entry("F32", "[2]", "[8,16]")), SyntaxError, "but found 0");
  assertThrows(
    () => parseSafetensors(entry("F32", "[1]", "[0,4]")),
    SyntaxError,
    "expected 4 bytes of values but found 8",
  );
});
