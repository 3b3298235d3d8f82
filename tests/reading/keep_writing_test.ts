/** Pictures of anything but characters are not read. */

import { assertEquals } from "@std/assert";
import { createInstallReport } from "../../lib/commands/install_report.ts";
import { openReader } from "../../lib/runs/open_reader.ts";
import { needsPermissions } from "../permissions.ts";
import { drawOtherPicture, otherPictureNames } from "./other_pictures.ts";

/** Drawings in which a part has the shape of a letter, as docs/reading.md says. */
const lookAlikes = ["face", "bar chart", "line chart", "shadow of a hand"];

Deno.test(
  "the default model reads nothing on pictures of anything but characters",
  needsPermissions,
  async () => {
    const reader = await openReader({ report: createInstallReport({ quiet: true }) });
    const texts: Record<string, string> = {};
    try {
      for (const name of otherPictureNames.filter((name) => !lookAlikes.includes(name))) {
        const lines = await reader.read(await drawOtherPicture(name));
        if (lines.length > 0) texts[name] = lines.map(({ text }) => text).join("\n");
      }
    } finally {
      reader.dispose();
    }
    assertEquals(texts, {});
  },
);
