import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { locateDataset } from "../../lib/datasets/locate.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { writeSplit } from "./data_folder.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { exampleFile, serveZip, zipOf } from "./download/zip_server.ts";

const ONE = { shape: [1, 1, 1], images: [9], labels: [0] } as const;

/** Announcements, and options that search `folder` only and reach no network. */
function sceneIn(folder: string) {
  const lines: string[] = [];
  const options = {
    announce: (line: string) => lines.push(line),
    roots: [folder],
    downloadOptions: { url: "http://no-such-host.invalid/gzip.zip", pauseMilliseconds: 1 },
  };
  return { lines, options };
}

async function writeBoth(folder: string, stem: string): Promise<void> {
  await writeSplit(folder, `${stem}-train`, ONE);
  await writeSplit(folder, `${stem}-test`, ONE);
}

Deno.test(
  "locateDataset() takes balanced in silence where it is there",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      await writeBoth(folder, "emnist-balanced");
      await writeBoth(folder, "emnist47");
      const { lines, options } = sceneIn(folder);
      assertEquals((await locateDataset(options)).name, "balanced");
      assertEquals(lines, []);
    });
  },
);

Deno.test("locateDataset() steps down to emnist47 and says why", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    await writeSplit(folder, "emnist-balanced-test", ONE);
    await writeBoth(folder, "emnist47");
    const { lines, options } = sceneIn(folder);
    assertEquals((await locateDataset(options)).name, "emnist47");
    assertEquals(lines.length, 2);
    assertMatch(lines[0], /^Downloading balanced \(33\.\d MB\) from no-such-host\.invalid to /);
    assertMatch(
      lines[1],
      /^Cannot reach no-such-host\.invalid: no network\? Using emnist47 instead, a stand-in for balanced\.$/,
    );
  });
});

Deno.test("locateDataset() steps down to synthetic and says why", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    const { lines, options } = sceneIn(folder);
    assertEquals((await locateDataset({ ...options, download: false })).name, "synthetic");
    assertEquals(lines, [
      "balanced is not on this machine. Using synthetic characters instead: " +
      "their accuracy says nothing about handwriting.",
    ]);
  });
});

Deno.test(
  "locateDataset() tries emnist47 next where the archive can be had and balanced cannot",
  needsPermissions,
  async () => {
    await using server = serveZip(await zipOf([exampleFile("other.gz", 1000)]));
    await withTemporaryFolder(async (folder) => {
      const { lines, options } = sceneIn(folder);
      const downloadOptions = { url: server.url };
      assertEquals((await locateDataset({ ...options, downloadOptions })).name, "synthetic");
      assertMatch(lines[1], /^Cannot find "emnist-balanced-.*\. Building emnist47 instead/);
      assertMatch(
        lines.at(-1) ?? "",
        /^Cannot find "emnist-by\w+-test-.*\. Using synthetic characters instead/,
      );
    });
  },
);

Deno.test(
  "locateDataset() steps down when the host swallows packets",
  needsPermissions,
  async () => {
    // A listener that never accepts keeps the connection without an answer.
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const url = `http://127.0.0.1:${listener.addr.port}/gzip.zip`;
    await withTemporaryFolder(async (folder) => {
      const { lines, options } = sceneIn(folder);
      const downloadOptions = { url, connectMilliseconds: 100 };
      assertEquals((await locateDataset({ ...options, downloadOptions })).name, "synthetic");
      assertMatch(lines[1], /found no answer within 0\.1 seconds\. Using synthetic/);
    });
  },
);

Deno.test(
  "locateDataset() treats a data set that is asked for and cannot be had as an error",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      await writeBoth(folder, "emnist47");
      const { options } = sceneIn(folder);
      await assertRejects(
        () => locateDataset({ ...options, name: "balanced" }),
        UserError,
        "Cannot reach no-such-host.invalid",
      );
      await assertRejects(
        () => locateDataset({ ...options, name: "balanced", download: false }),
        UserError,
        'Cannot find data set "balanced" (train)',
      );
      const wrong = await assertRejects(
        () => locateDataset({ ...options, name: "sinthetic" }),
        UserError,
      );
      assertMatch(wrong.hint, /Did you mean "synthetic"\?/);
      assertEquals((await locateDataset({ ...options, name: "emnist47" })).name, "emnist47");
      assertEquals((await locateDataset({ ...options, name: "synthetic" })).name, "synthetic");
    });
  },
);

Deno.test("locateDataset() needs only the splits that it is told", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    await writeSplit(folder, "emnist-digits-test", ONE);
    const { options } = sceneIn(folder);
    const asked = { ...options, name: "emnist-digits", splits: ["test"] } as const;
    assertEquals((await locateDataset(asked)).name, "digits");
    await assertRejects(() => locateDataset({ ...options, name: "digits" }), UserError);
  });
});

Deno.test(
  "locateDataset() takes the one data set of a folder, and asks where there are several",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (dataFolder) => {
      const announce = () => {};
      await assertRejects(
        () => locateDataset({ dataFolder, announce }),
        UserError,
        "but found none",
      );
      await writeBoth(dataFolder, "mine");
      await Deno.writeTextFile(join(dataFolder, "mine-mapping.txt"), "0 65\n");
      assertEquals((await locateDataset({ dataFolder, announce })).name, "mine");
      await writeBoth(dataFolder, "yours");
      const error = await assertRejects(() => locateDataset({ dataFolder, announce }), UserError);
      assertMatch(error.message, /expected one but found mine, yours$/);
    });
  },
);

Deno.test(
  "locateDataset() takes files called synthetic from --data alone, and says when there are none",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (dataFolder) => {
      const lines: string[] = [];
      const options = {
        dataFolder,
        name: "synthetic",
        announce: (line: string) => lines.push(line),
      };
      assertEquals((await locateDataset(options)).files, undefined);
      assertEquals(lines, [`"${dataFolder}" is not used: the program draws the characters.`]);
      await writeBoth(dataFolder, "synthetic");
      await Deno.writeTextFile(join(dataFolder, "synthetic-mapping.txt"), "0 65\n");
      assertEquals((await locateDataset(options)).files?.test?.folder, dataFolder);
      assertEquals(lines.length, 1);
    });
  },
);

Deno.test(
  "locateDataset() says where the data lie that --data does not hold",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      await writeBoth(join(folder, "full"), "emnist47");
      await writeSplit(join(folder, "part"), "emnist47-test", ONE);
      const { lines, options } = sceneIn(folder);
      const [dataFolder, full] = [join(folder, "part"), join(folder, "full")];
      const roots = [dataFolder, full];
      const located = await locateDataset({ ...options, name: "emnist47", dataFolder, roots });
      assertEquals(located.files?.train?.folder, full);
      assertEquals(lines, [`"${dataFolder}" does not hold emnist47 (train): using "${full}".`]);
    });
  },
);

Deno.test("locateDataset() refuses a name with a slash", needsPermissions, async () => {
  const error = await assertRejects(
    () => locateDataset({ name: "mine/letters", announce() {} }),
    UserError,
  );
  assertMatch(error.hint, /folder with --data/);
});
