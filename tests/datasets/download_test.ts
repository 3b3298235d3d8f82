import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { downloadFiles, type DownloadOptions } from "../../lib/datasets/download.ts";
import { DownloadError } from "../../lib/datasets/download/download_error.ts";
import { UserError } from "../../lib/user_error.ts";
import { withTemporaryFolder } from "./data_folder.ts";
import {
  type Behaviour,
  brokenPart,
  exampleFile,
  keepReport,
  type KeptReport,
  part,
  serveZip,
  zipOf,
  type ZipServer,
} from "./download/zip_server.ts";

const IMAGES = exampleFile("emnist-example-train-images-idx3-ubyte.gz", 700_000);
const LABELS = exampleFile("emnist-example-train-labels-idx1-ubyte.gz", 5_000);
const OTHER = exampleFile("emnist-other-train-images-idx3-ubyte.gz", 3_000_000);
const ZIP = await zipOf([OTHER, IMAGES, LABELS]);
const WANTED = [IMAGES.published, LABELS.published];

/** What a test needs: a server, an empty folder and a way to download from one into the other. */
interface Scene {
  readonly server: ZipServer;
  readonly folder: string;
  readonly report: KeptReport;
  readonly download: (options?: Partial<DownloadOptions>) => Promise<readonly unknown[]>;
}

async function withScene(
  behave: Behaviour,
  body: (scene: Scene) => Promise<void>,
  zip = ZIP,
): Promise<void> {
  await using server = serveZip(zip, behave);
  await withTemporaryFolder(async (folder) => {
    const report = keepReport();
    const options = { report, url: server.url, pauseMilliseconds: 1 };
    const download = (changes: Partial<DownloadOptions> = {}) =>
      downloadFiles(WANTED, folder, { ...options, ...changes });
    await body({ server, folder, report, download });
  });
}

async function filesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) names.push(entry.name);
  return names.filter((name) => !name.startsWith(".")).sort();
}

async function assertComplete(folder: string): Promise<void> {
  assertEquals(await filesIn(folder), [IMAGES.published.name, LABELS.published.name]);
  assertEquals(await Deno.readFile(join(folder, IMAGES.published.name)), IMAGES.bytes);
  assertEquals(await Deno.readFile(join(folder, LABELS.published.name)), LABELS.bytes);
}

/** How many bytes the server was asked for, in requests for parts. */
function bytesAsked(server: ZipServer): number {
  return server.requests.reduce((sum, { range }) => {
    const [start, last] = range.split("-").map(Number);
    return sum + last - start + 1;
  }, 0);
}

for (const level of [0, 6]) {
  Deno.test(`downloadFiles() fetches only the wanted members (zip level ${level})`, async () => {
    const zip = await zipOf([OTHER, IMAGES, LABELS], level);
    await withScene(() => undefined, async ({ server, folder, report, download }) => {
      await download();
      await assertComplete(folder);
      assertEquals(report.finishedNames, WANTED.map((file) => file.name));
      assertEquals(report.lines, []);
      // The two members, and less than 200 kB for the zip file's tables.
      assert(bytesAsked(server) < 705_000 + 200_000, `${bytesAsked(server)} bytes`);
      assertEquals(report.doneBytes.toSorted((first, second) => first - second), report.doneBytes);
    }, zip);
  });
}

Deno.test("downloadFiles() asks for nothing when everything is there", async () => {
  await withScene(() => undefined, async ({ server, download }) => {
    assertEquals(await download(), WANTED);
    const count = server.requests.length;
    assertEquals(await download(), []);
    assertEquals(server.requests.length, count);
  });
});

Deno.test("downloadFiles() replaces a file whose digest is wrong, and says so", async () => {
  await withScene(() => undefined, async ({ folder, report, download }) => {
    await Deno.writeTextFile(join(folder, LABELS.published.name), "not it");
    await download();
    await assertComplete(folder);
    assertMatch(report.lines[0], /is not the published file: it is fetched again/);
  });
});

Deno.test("downloadFiles() goes on after a broken connection, in the same run", async () => {
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
});

Deno.test("downloadFiles() gives up after three tries, and a later run goes on", async () => {
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
});

Deno.test("downloadFiles() goes on after the process was stopped, and stops at once", async () => {
  const controller = new AbortController();
  await withScene(() => undefined, async ({ folder, report, download }) => {
    const stopping = { ...report, progress: () => controller.abort() };
    const options = { report: stopping, signal: controller.signal };
    await assertRejects(() => download(options), DOMException, "aborted");
    await download();
    await assertComplete(folder);
  });
});

Deno.test("downloadFiles() throws damaged data away and tries again", async () => {
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
});

Deno.test("downloadFiles() refuses other data under the right name, and leaves none of it", async () => {
  const other = exampleFile(IMAGES.published.name, 700_000).bytes.fill(1, 0, 9);
  const zip = await zipOf([{ ...IMAGES, bytes: other }, LABELS], 0);
  await withScene(() => undefined, async ({ folder, download }) => {
    await assertRejects(() => download(), DownloadError, "expected SHA-256");
    assertEquals(await filesIn(folder), []);
  }, zip);
});

Deno.test("downloadFiles() refuses an archive with other sizes or without the member", async () => {
  const shorter = { ...IMAGES, bytes: IMAGES.bytes.subarray(1) };
  await withScene(() => undefined, async ({ download }) => {
    await assertRejects(() => download(), DownloadError, "expected 700000 bytes but found 699999");
  }, await zipOf([shorter, LABELS]));
  await withScene(() => undefined, async ({ download }) => {
    await assertRejects(() => download(), DownloadError, "expected it among 1 files");
  }, await zipOf([OTHER]));
});

Deno.test("downloadFiles() says first that a server without ranges sends the whole file", async () => {
  const behave: Behaviour = (_request, _count, zip) => part(zip, "");
  await withScene(behave, async ({ folder, report, download }) => {
    await download();
    await assertComplete(folder);
    assertMatch(
      report.lines[0],
      /^127\.0\.0\.1:\d+ does not send parts of a file: fetching the whole of it \(3\.7 MB\)\.$/,
    );
  });
});

Deno.test("downloadFiles() tries the whole file three times and leaves no half of it", async () => {
  const behave: Behaviour = (request, _count, zip) =>
    request.range === "" ? brokenPart(zip, "", 9_000) : part(zip, "");
  await withScene(behave, async ({ server, folder, download }) => {
    await assertRejects(() => download(), DownloadError, "to the end");
    assertEquals(server.requests.filter(({ range }) => range === "").length, 3);
    assertEquals(await filesIn(folder), []);
  });
});

Deno.test("downloadFiles() names the web page that came instead of the zip file", async () => {
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
});

Deno.test("downloadFiles() follows a redirect and says so", async () => {
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
  Deno.test(`downloadFiles() refuses a redirect to ${location}`, async () => {
    const behave: Behaviour = () => new Response(null, { status: 302, headers: { location } });
    await withScene(behave, async ({ download }) => {
      await assertRejects(() => download(), DownloadError, message);
    });
  });
}

for (const [status, tries] of [[404, 1], [403, 1], [503, 3], [429, 3]]) {
  Deno.test(`downloadFiles() tries ${tries} times on HTTP status ${status}`, async () => {
    const behave: Behaviour = () => new Response("no", { status });
    await withScene(behave, async ({ server, download }) => {
      await assertRejects(() => download(), DownloadError, `found HTTP status ${status}`);
      assertEquals(server.requests.length, tries);
    });
  });
}

Deno.test("downloadFiles() recovers when a server has a passing trouble", async () => {
  const behave: Behaviour = (_request, count) =>
    [1, 2, 4, 7, 8].includes(count) ? new Response("busy", { status: 503 }) : undefined;
  await withScene(behave, async ({ folder, download }) => {
    await download();
    await assertComplete(folder);
  });
});

Deno.test("downloadFiles() does not hang on a server that never answers or falls silent", async () => {
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
});

Deno.test("downloadFiles() says which host cannot be reached", async () => {
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
    assert(unknown.message.startsWith("Cannot reach no-such-host.invalid: expected an answer"));
    assertMatch(unknown.hint, /network/);
  });
});

Deno.test("downloadFiles() reads a zip file that was fetched by hand, and refuses other addresses", async () => {
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
});

Deno.test("downloadFiles() lets a second download wait for the first one", async () => {
  await withScene(() => undefined, async ({ folder, report, download }) => {
    const results = await Promise.all([download(), download()]);
    assertEquals(results.map((files) => files.length).sort(), [0, 2]);
    assertEquals(report.finishedNames.length, 2);
    await assertComplete(folder);
  });
});

Deno.test({
  name: "downloadFiles() says that the folder cannot be written to",
  ignore: Deno.build.os === "windows",
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
