import { assertEquals, assertStringIncludes } from "@std/assert";
import { decode } from "fast-png";
import { encodeGreyPng } from "../../lib/charts/png.ts";
import { readingOverlay } from "../../lib/charts/reading_overlay.ts";
import { svgToPng } from "../../lib/charts/render.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "readingOverlay() frames sure characters in blue and unsure ones in vermilion",
  needsPermissions,
  async () => {
    const [width, height] = [80, 60];
    const png = encodeGreyPng(new Uint8Array(width * height).fill(255), height, width);
    const characterAt = (x: number, confidence: number) => ({
      text: "<",
      confidence,
      box: { x, y: 30, width: 20, height: 20 },
    });
    const characters = [characterAt(10, 0.9), characterAt(50, 0.5)];
    const svg = readingOverlay({ png, width, height }, characters, 0.8);
    assertStringIncludes(svg, "&lt;");
    const { data, channels, width: drawn } = decode(await svgToPng(svg, 1));
    const colourAt = (
      x: number,
      y: number,
    ) => [...data.subarray((y * drawn + x) * channels, (y * drawn + x) * channels + 3)];
    assertEquals(colourAt(50, 40), [0xd5, 0x5e, 0x00]);
    assertEquals(colourAt(2, 2), [255, 255, 255]);
    const [red, , blue] = colourAt(10, 40);
    assertEquals(blue > red, true);
  },
);
