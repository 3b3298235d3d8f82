import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findKnownDataset, publishedFilesOf } from "../../lib/datasets/splits.ts";
import { writeSplit } from "../datasets/data_folder.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import {
  type Behaviour,
  brokenPart,
  exampleFile,
  serveZip,
  zipOf,
} from "../datasets/download/zip_server.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

/** Starts `deno task data` with arguments, with the permissions of its task or others. */
function startData(
  args: readonly string[],
  env: Record<string, string> = {},
  permissions = "-P=data",
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", permissions, "lib/main.ts", "data", ...args],
    cwd: CHECKOUT,
    // Deno itself asks for its newest version through the same proxy.
    env: { NO_COLOR: "1", NO_PROXY: "", DENO_NO_UPDATE_CHECK: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function runData(args: readonly string[], env?: Record<string, string>) {
  const { code, stdout, stderr } = await startData(args, env).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** An archive with the names and sizes of mnist's files, but nothing except zeros in them. */
async function zerosOfMnist(): Promise<Uint8Array<ArrayBuffer>> {
  const known = findKnownDataset("mnist");
  assert(known !== undefined);
  const files = publishedFilesOf(known);
  return await zipOf(
    files.map((published) => ({ published, bytes: new Uint8Array(published.size) })),
    0,
  );
}

Deno.test("data --help names splits, options and environment", needsPermissions, async () => {
  const { code, stdout } = await runData(["--help"]);
  assertEquals(code, 0);
  for (const word of ["balanced, byclass", "--list", "--data", "EMNIST_URL"]) {
    assertStringIncludes(stdout, word);
  }
});

Deno.test(
  "data refuses an unknown split with the nearest one, and an unknown option",
  needsPermissions,
  async () => {
    const split = await runData(["leters"]);
    assertMatch(split.stderr, /Did you mean "letters"\?/);
    assertEquals(split.code, 1);
    const option = await runData(["--lists"]);
    assertMatch(option.stderr, /Did you mean --list\?/);
  },
);

Deno.test("data --list shows a folder's own data sets", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    await writeSplit(folder, "mine-test", { shape: [1, 1, 1], images: [9], labels: [0] });
    await Deno.writeTextFile(join(folder, "mine-mapping.txt"), "0 65\n");
    const { stdout } = await runData(["--list", "--data", folder]);
    assertMatch(stdout, /^mine +test +1 +1 +not verified +\S+emnist-test-/m);
    assertMatch(stdout, /^synthetic +train +18,800 +47 +built in$/m);
    assertMatch(stdout, /^byclass +train +697,932 +62 +/m);
  });
});

Deno.test("data --list SPLIT shows that split alone", needsPermissions, async () => {
  const { code, stdout } = await runData(["--list", "byclass"]);
  assertEquals(code, 0);
  const [heads, ...rows] = stdout.trimEnd().split("\n");
  assertMatch(heads, /^Data set +Split +Images/);
  assertEquals(rows.map((row) => row.split(/ +/).slice(0, 3)), [
    ["byclass", "train", "697,932"],
    ["byclass", "test", "116,323"],
  ]);
});

Deno.test(
  "data reaches the archive through the proxy that HTTP_PROXY names",
  needsPermissions,
  async () => {
    const seen: string[] = [];
    await using server = serveZip(await zipOf([exampleFile("other.gz", 1000)]));
    await using proxy = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
      seen.push(request.url);
      return fetch(server.url, { headers: request.headers });
    });
    const proxyUrl = `http://127.0.0.1:${proxy.addr.port}`;
    await withTemporaryFolder(async (folder) => {
      const { code, stderr } = await runData(["mnist", "--data", folder], {
        HTTP_PROXY: proxyUrl,
        EMNIST_URL: "http://emnist.example/gzip.zip",
      });
      assertMatch(stderr, /Downloading mnist \(17\.4 MB\) from emnist\.example to /);
      assertMatch(stderr, /in the zip file from emnist\.example: expected it among 1 files/);
      assertEquals(code, 1);
      assert(seen.length > 1 && seen.every((url) => url === "http://emnist.example/gzip.zip"));
    });
  },
);

Deno.test("data asks the proxy of HTTPS_PROXY for a tunnel to NIST", needsPermissions, async () => {
  using proxy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const requestLine = (async () => {
    using connection = await proxy.accept();
    const bytes = new Uint8Array(1024);
    const length = await connection.read(bytes) ?? 0;
    await connection.write(new TextEncoder().encode("HTTP/1.1 403 Forbidden\r\n\r\n"));
    return new TextDecoder().decode(bytes.subarray(0, length)).split("\r\n")[0];
  })();
  await withTemporaryFolder(async (folder) => {
    const child = startData(["mnist", "--data", folder], {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.addr.port}`,
      EMNIST_URL: "",
    });
    assertEquals(await requestLine, "CONNECT biometrics.nist.gov:443 HTTP/1.1");
    child.kill("SIGINT");
    const { code } = await child.output();
    assertEquals(code, 130);
  });
});

Deno.test(
  "data keeps what has arrived when it is stopped, and says so in one sentence",
  needsPermissions,
  async () => {
    const zip = await zerosOfMnist();
    const arrived = Promise.withResolvers<void>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const behave: Behaviour = ({ range }) => {
      const [start, last] = range.split("-").map(Number);
      if (last - start < 1_000_000) return undefined;
      const slow = new ReadableStream({
        start(sink) {
          sink.enqueue(zip.subarray(start, start + 500_000));
          timer = setTimeout(arrived.resolve, 300);
        },
      });
      const headers = { "content-range": `bytes ${start}-${last}/${zip.length}` };
      return new Response(slow, { status: 206, headers });
    };
    await using server = serveZip(zip, behave);
    await withTemporaryFolder(async (folder) => {
      const child = startData(["mnist", "--data", folder], { EMNIST_URL: server.url });
      await arrived.promise;
      clearTimeout(timer);
      child.kill("SIGINT");
      const { code, stderr } = await child.output();
      assertEquals(code, 130);
      const lines = new TextDecoder().decode(stderr).trim().split("\n");
      assertEquals(lines.length, 2);
      assertMatch(lines[1], /^Stopped: what has arrived is kept/);
      const partial = join(folder, "emnist-mnist-train-images-idx3-ubyte.gz.partial");
      assertEquals((await Deno.stat(partial)).size, 500_000);
    });
  },
);

Deno.test({
  name: "data says that the disk is full in one sentence and what to do",
  ignore: !hasPermissions || Deno.build.os !== "linux",
  fn: async () => {
    await using server = serveZip(await zerosOfMnist());
    await withTemporaryFolder(async (folder) => {
      await Deno.symlink(
        "/dev/full",
        join(folder, "emnist-mnist-train-images-idx3-ubyte.gz.partial"),
      );
      // Deno guards device files: /dev/full takes all permissions.
      const child = startData(["mnist", "--data", folder], { EMNIST_URL: server.url }, "-A");
      const { code, stderr } = await child.output();
      assertEquals(code, 1);
      const [, error, hint] = new TextDecoder().decode(stderr).trim().split("\n");
      assertEquals(
        error,
        `error: Cannot write to "${folder}": expected free space but found the disk full`,
      );
      assertMatch(hint, /run the same command again: what has arrived is kept/);
    });
  },
});

/** Returns what `data` draws on a terminal of so many columns until its archive breaks off. */
async function drawBar(columns: number): Promise<string> {
  const zip = await zerosOfMnist();
  // The archive breaks off in the middle of the first file and is gone at the second try.
  let isGone = false;
  const behave: Behaviour = ({ range }) => {
    if (isGone) return new Response("gone", { status: 404 });
    const [start, last] = range.split("-").map(Number);
    isGone = last - start > 1_000_000;
    return isGone ? brokenPart(zip, range, 4_350_000) : undefined;
  };
  await using server = serveZip(zip, behave);
  let drawn = "";
  await withTemporaryFolder(async (folder) => {
    const task = `${Deno.execPath()} run -q -P=data lib/main.ts data mnist --data ${folder}`;
    const { stdout } = await new Deno.Command("script", {
      args: ["-qec", `stty cols ${columns}; ${task}`, "/dev/null"],
      cwd: CHECKOUT,
      env: { EMNIST_URL: server.url, TERM: "xterm", NO_COLOR: "1" },
    }).output();
    drawn = new TextDecoder().decode(stdout);
  });
  return drawn;
}

const ignore = !hasPermissions || !await isThere("script");

Deno.test("data draws a progress bar on a terminal", { ignore }, async () => {
  // In 80 columns only the name, which comes last, may be cut.
  assertMatch(
    await drawBar(80),
    /\[=+-+\] 2\d % \| 4\.\d MB of 17\.4 MB \| \d+(\.\d)? MB\/s \| (\d+ s|\?) left \| emnist/,
  );
});

Deno.test("data names the whole file where a terminal is wide enough", { ignore }, async () => {
  assertMatch(
    await drawBar(120),
    /\[=+-+\] 2\d % \| 4\.\d MB of 17\.4 MB \| .* left \| emnist-mnist-train-images-idx3-ubyte\.gz/,
  );
});

async function isThere(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"] }).output()).success;
  } catch {
    console.warn(`skipped: the program ${program} is not there`);
    return false;
  }
}
