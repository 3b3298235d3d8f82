import { assertEquals } from "@std/assert";
import { readStoredBytes } from "../../lib/notebook/stored_bytes.ts";
import { exampleDataset } from "../datasets/example_dataset.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "readStoredBytes() gives a data set without a file the bytes of one, transposed",
  needsPermissions,
  async () => {
    const dataset = { ...exampleDataset([0]), images: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    assertEquals(
      [...await readStoredBytes({ ...dataset, name: "no-such-data-set" })],
      [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 2, 1, 4, 2, 5, 3, 6],
    );
  },
);
