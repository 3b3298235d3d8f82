import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { scorePage } from "../../lib/evaluation/reading_score.ts";
import { summariseReading } from "../../lib/evaluation/reading_summary.ts";
import { writeReadingReport } from "../../lib/reports/write_reading_report.ts";
import { needsPermissions } from "../permissions.ts";

const page = {
  file: "scans/a-photo.png",
  style: "photo",
  truth: [{ kind: "codes", text: "QO<1" }],
  read: [..."Q01"].map((text) => ({ text, confidence: 0.9, alternatives: ["O"] })),
};

Deno.test(
  "writeReadingReport() says what was read wrongly, as text, as a page and as figures",
  needsPermissions,
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const files = await writeReadingReport(
        folder,
        summariseReading([scorePage(page)]),
        {
          model: "some-run",
          hints: { pattern: "[A-Z]{2}.", words: undefined },
          secondsPerPage: 0.21,
        },
        new Map([[page.file, ["data:image/png;base64,AAAA"]]]),
      );
      const text = (await Deno.readTextFile(files.markdown)).replaceAll("\u00a0", " ");
      assertStringIncludes(text, "33.3 % of the characters are read wrongly");
      assertStringIncludes(text, "| photo | 1 | 3 | 33.33 % |");
      assertStringIncludes(text, "`O` | `0` | 1 |");
      assertStringIncludes(text, "told --pattern");
      const html = await Deno.readTextFile(files.page);
      assertStringIncludes(html, "Q [O → 0] 1");
      assertStringIncludes(html, 'src="data:image/png;base64,AAAA"');
      assert(!/(?:src|href)="(?!data:|#)/.test(html));
      const metrics = JSON.parse(await Deno.readTextFile(join(folder, "metrics.json")));
      assertEquals(metrics.styles.map(({ name }: { name: string }) => name), ["all", "photo"]);
      assertEquals(metrics.pagesWithErrors, [{ file: "a-photo.png", errors: 1, characters: 3 }]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
