import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DownloadError } from "../../../lib/datasets/download/tries.ts";
import { needsPermissions } from "../../permissions.ts";
import {
  assertComplete,
  bytesAsked,
  filesIn,
  IMAGES,
  LABELS,
  withScene,
} from "./download_scene.ts";
import { type Behaviour, brokenPart, exampleFile, part, zipOf } from "./zip_server.ts";

Deno.test(
  "downloadFiles() goes on after a broken connection, in the same run",
  needsPermissions,
  async () => {
    let broken = 0;
    const behave: Behaviour = ({ range }, _count, zip) => {
      const [start, last] = range.split("-").map(Number);
      if (last - start < 100_000 || broken === 2) return undefined;
      broken += 1;
      return brokenPart(zip, range, 100_000);
    };
    await withScene(behave, async ({ server, folder, report, download }) => {
      await download();
      await assertComplete(folder);
      assertEquals(report.lines.length, 2);
      assertMatch(report.lines[0], /Cannot read from 127.*Trying again \(2 of 3\)/);
      const starts = server.requests.map(({ range }) => range.split("-").map(Number))
        .filter(([start, last]) => last - start > 100_000).map(([start]) => start);
      assertEquals([starts[1] - starts[0], starts[2] - starts[1]], [100_000, 100_000]);
    });
  },
);

Deno.test(
  "downloadFiles() gives up after three tries, and a later run goes on",
  needsPermissions,
  async () => {
    let isBad = true;
    const behave: Behaviour = ({ range }, _count, zip) => {
      const [start, last] = range.split("-").map(Number);
      return isBad && last - start > 100_000 ? brokenPart(zip, range, 150_000) : undefined;
    };
    await withScene(behave, async ({ server, folder, report, download }) => {
      const error = await assertRejects(() => download(), DownloadError);
      assertMatch(error.message, /^Cannot read from 127\.0\.0\.1:\d+ to the end/);
      assertMatch(error.hint, /goes on from here/);
      assertEquals(report.lines.length, 2);
      assertEquals(await filesIn(folder), [`${IMAGES.published.name}.partial`]);
      const partial = join(folder, `${IMAGES.published.name}.partial`);
      assertEquals((await Deno.stat(partial)).size, 450_000);

      isBad = false;
      const asked = bytesAsked(server);
      await download();
      await assertComplete(folder);
      assert(bytesAsked(server) - asked < 255_000 + 200_000);
    });
  },
);

Deno.test(
  "downloadFiles() goes on after the process was stopped, and stops at once",
  needsPermissions,
  async () => {
    const controller = new AbortController();
    await withScene(() => undefined, async ({ folder, report, download }) => {
      const stopping = { ...report, progress: () => controller.abort() };
      const options = { report: stopping, signal: controller.signal };
      await assertRejects(() => download(options), DOMException, "aborted");
      await download();
      await assertComplete(folder);
    });
  },
);

Deno.test(
  "downloadFiles() throws damaged data away and tries again",
  needsPermissions,
  async () => {
    let damaged = 1;
    const behave: Behaviour = ({ range }, _count, zip) => {
      const [start, last] = range.split("-").map(Number);
      if (last - start < 100_000 || damaged === 0) return undefined;
      damaged -= 1;
      const copy = zip.slice();
      copy[start + 300_000] ^= 255;
      return part(copy, range);
    };
    await withScene(behave, async ({ folder, report, download }) => {
      await download();
      await assertComplete(folder);
      assertMatch(
        report.lines[0],
        /expected SHA-256 [0-9a-f]{64} but found .*Trying again \(2 of 3\)/,
      );
    });
  },
);

Deno.test(
  "downloadFiles() refuses other data under the right name, and leaves none of it",
  needsPermissions,
  async () => {
    const other = exampleFile(IMAGES.published.name, 700_000).bytes.fill(1, 0, 9);
    const zip = await zipOf([{ ...IMAGES, bytes: other }, LABELS], 0);
    await withScene(() => undefined, async ({ folder, download }) => {
      await assertRejects(() => download(), DownloadError, "expected SHA-256");
      assertEquals(await filesIn(folder), []);
    }, zip);
  },
);

Deno.test(
  "downloadFiles() lets a second download wait for the first one",
  needsPermissions,
  async () => {
    await withScene(() => undefined, async ({ folder, report, download }) => {
      const results = await Promise.all([download(), download()]);
      assertEquals(results.map((files) => files.length).sort(), [0, 2]);
      assertEquals(report.finishedNames.length, 2);
      await assertComplete(folder);
    });
  },
);
