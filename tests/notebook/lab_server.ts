/** A JupyterLab of its own for tests, started the way a user starts it. */

import { join, resolve } from "node:path";
import { writeFileAtomically } from "../../lib/machine/atomic_write.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const checkout = resolve(import.meta.dirname ?? ".", "../..");

/** Seconds until the server must have said where it is. */
const START_SECONDS = 120;

/**
 * Files in Jupyter's folder of settings: tests may talk to the page, nothing asks for news, and
 * checkpoints do not end up among the notebooks.
 */
function settingFiles(checkpoints: string): Record<string, object> {
  return {
    "jupyter_lab_config.json": {
      LabApp: { expose_app_in_browser: true },
      FileCheckpoints: { checkpoint_dir: checkpoints },
    },
    "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
      fetchNews: "false",
      checkForUpdates: false,
    },
  };
}

/**
 * Runs `deno task lab --no-open` in quick mode with empty settings and no kernel registered, lets
 * `use` work with its address (which holds the token), and ends it.
 */
export async function withLabServer(use: (address: URL) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const settings = join(folder, "jupyter");
    for (const [name, contents] of Object.entries(settingFiles(join(folder, "checkpoints")))) {
      await writeFileAtomically(join(settings, name), JSON.stringify(contents));
    }
    const server = new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "-P=lab", "lib/main.ts", "lab", "--no-open", `--port=${freePort()}`],
      cwd: checkout,
      env: {
        EMNIST_NOTEBOOK_QUICK: "1",
        JUPYTER_CONFIG_DIR: settings,
        XDG_DATA_HOME: join(folder, "data"),
      },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    try {
      await use(await readAddress(server.stderr));
    } finally {
      server.kill("SIGTERM");
      await server.status;
    }
  });
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Reads what the server prints up to its address, and lets the rest run through. */
async function readAddress(stderr: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<URL> {
  const [first, rest] = stderr.tee();
  void rest.pipeTo(new WritableStream()).catch(() => {});
  const reader = first.pipeThrough(new TextDecoderStream()).getReader();
  const timeout = setTimeout(() => reader.cancel(), 1000 * START_SECONDS);
  let text = "";
  try {
    while (true) {
      const { done, value = "" } = await reader.read();
      text += value;
      const address = /http:\/\/127\.0\.0\.1:\d+\/lab\S*\?token=\w+/.exec(text)?.[0];
      if (address !== undefined) return new URL(address);
      if (done) throw new Error(`JupyterLab did not start:\n${text}`);
    }
  } finally {
    clearTimeout(timeout);
    await reader.cancel();
  }
}
