import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { withFileLock } from "../../lib/machine/file_lock.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

function withLockPath(body: (path: string) => Promise<void>): Promise<void> {
  return withTemporaryFolder((folder) => body(join(folder, "new", "lock")));
}

Deno.test(
  "withFileLock() runs one action after the other and says that it waits",
  needsPermissions,
  async () => {
    await withLockPath(async (path) => {
      const events: string[] = [];
      const waiting = Promise.withResolvers<void>();
      const onWait = (name: string) => {
        events.push(`${name} waits`);
        waiting.resolve();
      };
      const run = (name: string) =>
        withFileLock(path, { onWait: () => onWait(name) }, async () => {
          events.push(`${name} begins`);
          await waiting.promise;
          events.push(`${name} ends`);
          return name;
        });
      assertEquals(await Promise.all([run("first"), run("second")]), ["first", "second"]);
      assertEquals(
        events.filter((event) => !event.endsWith("waits")).map((event) => event.split(" ")[1]),
        [
          "begins",
          "ends",
          "begins",
          "ends",
        ],
      );
      assertEquals(events.filter((event) => event.endsWith("waits")).length, 1);
    });
  },
);

Deno.test(
  "withFileLock() lets go when its action fails or its process is killed",
  needsPermissions,
  async () => {
    await withLockPath(async (path) => {
      const onWait = () => {};
      await assertRejects(() =>
        withFileLock(path, { onWait }, () => Promise.reject(new Error("x")))
      );
      const module = JSON.stringify(import.meta.resolve("../../lib/machine/file_lock.ts"));
      const code = `import { withFileLock } from ${module};
      await withFileLock(${JSON.stringify(path)}, { onWait() {} }, async () => {
        console.log("held");
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`;
      const child = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped" })
        .spawn();
      const reader = child.stdout.getReader();
      await reader.read();
      let waits = 0;
      const waiting = withFileLock(
        path,
        { onWait: () => waits += 1 },
        () => Promise.resolve("got it"),
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      child.kill("SIGKILL");
      assertEquals(await waiting, "got it");
      assertEquals(waits, 1);
      await reader.cancel();
      await child.status;
    });
  },
);

Deno.test("withFileLock() stops waiting when it is aborted", needsPermissions, async () => {
  await withLockPath(async (path) => {
    const controller = new AbortController();
    const onWait = () => controller.abort();
    await withFileLock(path, { onWait }, async () => {
      const { signal } = controller;
      await assertRejects(
        () => withFileLock(path, { onWait, signal }, () => Promise.resolve()),
        Error,
        "abort",
      );
    });
  });
});
