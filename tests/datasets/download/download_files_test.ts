import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { downloadFiles } from "../../../lib/datasets/download/download_files.ts";
import { DownloadError } from "../../../lib/datasets/download/tries.ts";
import { UserError } from "../../../lib/user_error.ts";
import { hasPermissions, needsPermissions } from "../../permissions.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import {
  assertComplete,
  bytesAsked,
  IMAGES,
  LABELS,
  OTHER,
  WANTED,
  withScene,
  ZIP,
} from "./download_scene.ts";
import { keepReport, zipOf } from "./zip_server.ts";

for (const level of [0, 6]) {
  Deno.test(
    `downloadFiles() fetches only the wanted members (zip level ${level})`,
    needsPermissions,
    async () => {
      const zip = await zipOf([OTHER, IMAGES, LABELS], level);
      await withScene(() => undefined, async ({ server, folder, report, download }) => {
        await download();
        await assertComplete(folder);
        assertEquals(report.finishedNames, WANTED.map((file) => file.name));
        assertEquals(report.lines, []);
        // The two members, and less than 200 kB for the zip file's tables.
        assert(bytesAsked(server) < 705_000 + 200_000, `${bytesAsked(server)} bytes`);
        assertEquals(
          report.doneBytes.toSorted((first, second) => first - second),
          report.doneBytes,
        );
      }, zip);
    },
  );
}

Deno.test(
  "downloadFiles() asks for nothing when everything is there",
  needsPermissions,
  async () => {
    await withScene(() => undefined, async ({ server, download }) => {
      assertEquals(await download(), WANTED);
      const count = server.requests.length;
      assertEquals(await download(), []);
      assertEquals(server.requests.length, count);
    });
  },
);

Deno.test(
  "downloadFiles() replaces a file whose digest is wrong, and says so",
  needsPermissions,
  async () => {
    await withScene(() => undefined, async ({ folder, report, download }) => {
      await Deno.writeTextFile(join(folder, LABELS.published.name), "not it");
      await download();
      await assertComplete(folder);
      assertMatch(report.lines[0], /is not the published file: it is fetched again/);
    });
  },
);

Deno.test(
  "downloadFiles() refuses an archive with other sizes or without the member",
  needsPermissions,
  async () => {
    const shorter = { ...IMAGES, bytes: IMAGES.bytes.subarray(1) };
    await withScene(() => undefined, async ({ download }) => {
      await assertRejects(
        () => download(),
        DownloadError,
        "expected 700000 bytes but found 699999",
      );
    }, await zipOf([shorter, LABELS]));
    await withScene(() => undefined, async ({ download }) => {
      await assertRejects(() => download(), DownloadError, "expected it among 1 files");
    }, await zipOf([OTHER]));
  },
);

Deno.test(
  "downloadFiles() reads a zip file that was fetched by hand, and refuses other addresses",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, "by-hand.zip");
      await Deno.writeFile(path, ZIP);
      const target = join(folder, "data");
      const report = keepReport();
      await downloadFiles(WANTED, target, { report, url: `file://${path}` });
      await assertComplete(target);
      for (const url of ["ftp://example.org/gzip.zip", "gzip.zip", `file://${path}.missing`]) {
        const other = join(folder, "other");
        await assertRejects(() => downloadFiles(WANTED, other, { report, url }), UserError);
      }
    });
  },
);

Deno.test({
  name: "downloadFiles() says that the folder cannot be written to",
  ignore: !hasPermissions || Deno.build.os === "windows",
  fn: async () => {
    await withTemporaryFolder(async (folder) => {
      const file = join(folder, "file");
      await Deno.writeTextFile(file, "");
      const options = { report: keepReport(), url: "http://no-such-host.invalid/gzip.zip" };
      await assertRejects(
        () => downloadFiles(WANTED, join(file, "data"), options),
        UserError,
        "Cannot write to",
      );
    });
  },
});
