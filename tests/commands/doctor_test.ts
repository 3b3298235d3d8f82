/** `deno task doctor`, on machines that have next to nothing. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { serializeIdx } from "../../lib/datasets/idx.ts";
import { renderReport } from "../../lib/commands/doctor.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const repositoryRoot = resolve(import.meta.dirname ?? ".", "../..");

const reportSchema = z.object({
  backend: z.enum(["tensorflow", "webgpu", "wasm"]),
  findings: z.array(z.object({
    topic: z.string(),
    state: z.enum(["ok", "missing", "note"]),
    detail: z.string(),
    remedy: z.string().optional(),
  })),
});

/** Runs `doctor --json` with an empty PATH and an empty cache and returns its findings by topic. */
async function runDoctor(folder: string, env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P=doctor", "lib/main.ts", "doctor", "--json"],
    cwd: repositoryRoot,
    env: {
      PATH: join(folder, "programs"),
      EMNIST_CACHE: join(folder, "cache"),
      TENSORFLOW_LIB: "",
      ...env,
    },
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  const report = reportSchema.parse(JSON.parse(new TextDecoder().decode(stdout)));
  return {
    backend: report.backend,
    topics: new Map(report.findings.map((finding) => [finding.topic, finding])),
  };
}

Deno.test(
  "doctor names the mending command for each thing that a bare machine lacks",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { backend, topics } = await runDoctor(folder);
      assert(backend !== "tensorflow");
      assertEquals(topics.get("Deno")?.state, "ok");
      assertEquals(topics.get("WebAssembly")?.state, "ok");
      assertEquals(topics.get("Python")?.remedy, "apt-get install python3-venv python3-pip");
      assertEquals(topics.get("JupyterLab")?.remedy, "deno task lab --install-only");
      assertEquals(topics.get("Deno kernel")?.state, "missing");
      if (Deno.build.os === "linux") {
        assertEquals(topics.get("TensorFlow")?.remedy, "apt-get install python3-venv python3-pip");
      }
      assertEquals([...Deno.readDirSync(folder)], [], "doctor writes nothing");
    }),
);

Deno.test(
  "doctor reports a wrong $TENSORFLOW_LIB instead of failing",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { topics } = await runDoctor(folder, { TENSORFLOW_LIB: join(folder, "absent") });
      assertEquals(topics.get("TensorFlow")?.state, "missing");
      assertEquals(topics.get("TensorFlow")?.remedy, "unset TENSORFLOW_LIB");
      assertStringIncludes(topics.get("TensorFlow")?.detail ?? "", "absent");
    }),
);

Deno.test(
  "doctor reports a TensorFlow library that does not open",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      for (const name of ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"]) {
        const start = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0]);
        await Deno.writeFile(join(folder, name), start);
      }
      const { topics } = await runDoctor(folder, { TENSORFLOW_LIB: folder });
      assertEquals(topics.get("TensorFlow")?.state, "missing");
      assertStringIncludes(topics.get("TensorFlow")?.detail ?? "", "cannot be opened");
    }),
);

Deno.test(
  "doctor finds official files with a wrong digest and own files without any",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const labels = serializeIdx({ shape: [2], data: new Uint8Array([0, 0]) });
      for (const split of ["train", "test"]) {
        const own = join(folder, `mine-${split}`);
        await Deno.writeTextFile(`${own}-images-idx3-ubyte`, "pixels");
        await Deno.writeFile(`${own}-labels-idx1-ubyte`, labels);
        const official = join(folder, `emnist-letters-${split}`);
        await Deno.writeTextFile(`${official}-images-idx3-ubyte.gz`, "pixels");
        await Deno.writeFile(`${official}-labels-idx1-ubyte.gz`, gzipSync(labels));
      }
      await Deno.writeTextFile(join(folder, "mine-mapping.txt"), "0 48\n");
      const { topics } = await runDoctor(folder, { EMNIST_DATA: folder });
      assertEquals(topics.get("Data set letters")?.detail, `wrong digest, ${folder}`);
      assertEquals(topics.get("Data set letters")?.remedy, "deno task data letters");
      assertEquals(topics.get("Data set mine")?.state, "ok");
      assertEquals(topics.get("Data set mine")?.detail, `not verified, ${folder}`);
    }),
);

Deno.test(
  "renderReport() lists the mending commands so that they can be copied",
  needsPermissions,
  async () => {
    const text = await renderReport({
      backend: "wasm",
      findings: [
        { topic: "Deno", state: "ok", detail: "2.9.6" },
        { topic: "Data set letters", state: "ok", detail: join(homedir(), "letters") },
        {
          topic: "JupyterLab",
          state: "missing",
          detail: "none",
          remedy: "deno task lab --install-only",
        },
      ],
    });
    assertEquals(
      text,
      `Thing             State    Found
Deno              ok       2.9.6
Data set letters  ok       ${join("~", "letters")}
JupyterLab        missing  none

To mend what is missing:
deno task lab --install-only  # JupyterLab

Training runs on WebAssembly, which is slower than TensorFlow.`,
    );
  },
);
