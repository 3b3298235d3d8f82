/** Hard pages are read, those of the kinds that are not solved left aside. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { createInstallReport } from "../../lib/commands/install_report.ts";
import { openReader } from "../../lib/runs/open_reader.ts";
import { isRealFileThere, realDataFolder } from "../datasets/data_folder.ts";
import { hardStyles, readHardPages } from "./hard_pages.ts";

const path = "drawn/strokes.json";

/** Kinds that are not solved; docs/reading.md has their figures. */
const unsolved = ["letters that touch", "letters that overlap"];

/** Most errors on one page of a kind: 70 characters, of which a writer makes one or two look alike. */
const MOST_ERRORS = 0.08;

Deno.test({
  name: "the default model reads hard pages with less than 8 % of errors of every solved kind",
  ignore: !isRealFileThere(path),
  fn: async () => {
    const letterforms = JSON.parse(await Deno.readTextFile(join(realDataFolder, path)));
    const reader = await openReader({ report: createInstallReport({ quiet: true }) });
    const missed: Record<string, number> = {};
    try {
      for (const name of Object.keys(hardStyles).filter((name) => !unsolved.includes(name))) {
        const [{ errors, characters }] = await readHardPages(reader, letterforms, name, 1);
        if (errors > MOST_ERRORS * characters) missed[name] = errors / characters;
      }
    } finally {
      reader.dispose();
    }
    assertEquals(missed, {});
  },
});
