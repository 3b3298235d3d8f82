import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { downloadFiles } from "../../../lib/datasets/download/download_files.ts";
import { DownloadError } from "../../../lib/datasets/download/tries.ts";
import { needsPermissions } from "../../permissions.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { assertComplete, filesIn, WANTED, withScene } from "./download_scene.ts";
import { type Behaviour, brokenPart, keepReport, part } from "./zip_server.ts";

Deno.test(
  "downloadFiles() says first that a server without ranges sends the whole file",
  needsPermissions,
  async () => {
    const behave: Behaviour = (_request, _count, zip) => part(zip, "");
    await withScene(behave, async ({ folder, report, download }) => {
      await download();
      await assertComplete(folder);
      assertMatch(
        report.lines[0],
        /^127\.0\.0\.1:\d+ does not send parts of a file: fetching the whole of it \(3\.7 MB\)\.$/,
      );
    });
  },
);

Deno.test(
  "downloadFiles() tries the whole file three times and leaves no half of it",
  needsPermissions,
  async () => {
    const behave: Behaviour = (request, _count, zip) =>
      request.range === "" ? brokenPart(zip, "", 9_000) : part(zip, "");
    await withScene(behave, async ({ server, folder, download }) => {
      await assertRejects(() => download(), DownloadError, "to the end");
      assertEquals(server.requests.filter(({ range }) => range === "").length, 3);
      assertEquals(await filesIn(folder), []);
    });
  },
);

Deno.test(
  "downloadFiles() names the web page that came instead of the zip file",
  needsPermissions,
  async () => {
    const behave: Behaviour = () =>
      new Response("<!DOCTYPE html><html><head><title>Sign in to Hotel</title></head></html>", {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    await withScene(behave, async ({ server, download }) => {
      const error = await assertRejects(() => download(), DownloadError);
      assertEquals(
        error.message,
        `Cannot download EMNIST from ${server.url}: expected a zip file but found the web page "Sign in to Hotel"`,
      );
      assertMatch(error.hint, /sign-in page/);
      assertEquals(server.requests.length, 1);
    });
  },
);

Deno.test("downloadFiles() follows a redirect and says so", needsPermissions, async () => {
  const behave: Behaviour = ({ path }) =>
    path === "/gzip.zip"
      ? new Response(null, { status: 302, headers: { location: "/moved.zip" } })
      : undefined;
  await withScene(behave, async ({ server, folder, report, download }) => {
    await download();
    await assertComplete(folder);
    assertEquals(report.lines.length, 1);
    assertMatch(report.lines[0], /^127\.0\.0\.1:\d+ redirects to http:.*\/moved\.zip$/);
    assertEquals(server.requests.filter(({ path }) => path === "/gzip.zip").length, 1);
  });
});

for (
  const [location, message] of [
    ["/gzip.zip", "expected a zip file but found more than 5 redirects"],
    ["ftp://example.org/x", 'expected a zip file but found a redirect to "ftp://example.org/x"'],
  ]
) {
  Deno.test(`downloadFiles() refuses a redirect to ${location}`, needsPermissions, async () => {
    const behave: Behaviour = () => new Response(null, { status: 302, headers: { location } });
    await withScene(behave, async ({ download }) => {
      await assertRejects(() => download(), DownloadError, message);
    });
  });
}

for (const [status, tries] of [[404, 1], [403, 1], [503, 3], [429, 3]]) {
  Deno.test(
    `downloadFiles() tries ${tries} times on HTTP status ${status}`,
    needsPermissions,
    async () => {
      const behave: Behaviour = () => new Response("no", { status });
      await withScene(behave, async ({ server, download }) => {
        await assertRejects(() => download(), DownloadError, `found HTTP status ${status}`);
        assertEquals(server.requests.length, tries);
      });
    },
  );
}

Deno.test(
  "downloadFiles() recovers when a server has a passing trouble",
  needsPermissions,
  async () => {
    const behave: Behaviour = (_request, count) =>
      [1, 2, 4, 7, 8].includes(count) ? new Response("busy", { status: 503 }) : undefined;
    await withScene(behave, async ({ folder, download }) => {
      await download();
      await assertComplete(folder);
    });
  },
);

Deno.test(
  "downloadFiles() does not hang on a server that never answers or falls silent",
  needsPermissions,
  async () => {
    const never = Promise.withResolvers<Response>();
    await withScene(() => never.promise, async ({ download }) => {
      const error = await assertRejects(
        () => download({ connectMilliseconds: 50, tries: 1 }),
        DownloadError,
      );
      assertMatch(error.message, /^Cannot reach 127.* found no answer within 0\.05 seconds$/);
      never.resolve(new Response());
    });
    const behave: Behaviour = ({ range }, _count, zip) => {
      const [start, last] = range.split("-").map(Number);
      if (last - start < 100_000) return undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const silent = new ReadableStream({
        start(sink) {
          sink.enqueue(zip.subarray(start, start + 1000));
          timer = setTimeout(() => sink.close(), 1000);
        },
        cancel: () => clearTimeout(timer),
      });
      const headers = { "content-range": `bytes ${start}-${last}/${zip.length}` };
      return new Response(silent, { status: 206, headers });
    };
    await withScene(behave, async ({ download }) => {
      const error = await assertRejects(
        () => download({ stallMilliseconds: 50, tries: 1 }),
        DownloadError,
      );
      assertMatch(error.message, /to the end: expected more data but found no answer within 0\.05/);
    });
  },
);

Deno.test("downloadFiles() says which host cannot be reached", needsPermissions, async () => {
  const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = server.addr;
  server.close();
  await withTemporaryFolder(async (folder) => {
    const report = keepReport();
    const options = { report, pauseMilliseconds: 1 };
    const closed = await assertRejects(
      () => downloadFiles(WANTED, folder, { ...options, url: `http://127.0.0.1:${port}/x.zip` }),
      DownloadError,
    );
    assert(
      closed.message.startsWith(`Cannot reach 127.0.0.1:${port}: expected an answer but found`),
    );
    assertEquals(report.lines.length, 2);
    const unknown = await assertRejects(
      () => downloadFiles(WANTED, folder, { ...options, url: "http://no-such-host.invalid/x.zip" }),
      DownloadError,
    );
    assertEquals(unknown.message, "Cannot reach no-such-host.invalid: no network?");
    assertMatch(unknown.hint, /network/);
    const newFolder = join(folder, "new");
    const refused = { ...options, url: "http://no-such-host.invalid/x.zip" };
    await assertRejects(() => downloadFiles(WANTED, newFolder, refused), DownloadError);
    assertEquals(await filesIn(folder), [], "no empty folder is left");
  });
});
