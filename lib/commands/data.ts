/** `deno task data`: downloads EMNIST, makes a data set of pictures, or lists those of this machine. */

import { Argument, type Command } from "commander";
import { type DownloadProgress, WHOLE_ARCHIVE } from "../datasets/download/download_files.ts";
import { DOWNLOADABLE_NAMES } from "../datasets/splits.ts";
import { choiceOf, integerBetween, numberBetween, pathOf } from "./option_values.ts";
import { UserError } from "../user_error.ts";

interface DataOptions {
  readonly data?: string;
  readonly list?: boolean;
  readonly from?: string;
  readonly name?: string;
  readonly testShare: number;
  readonly seed: number;
}

/** Adds `data` to the command line. */
export function registerDataCommand(program: Command): void {
  const split = new Argument(
    "[split]",
    `one of ${DOWNLOADABLE_NAMES.join(", ")} (default: balanced; with --list: every data set)`,
  ).argParser(choiceOf(DOWNLOADABLE_NAMES));
  program.command("data")
    .description(
      "Download a data set of EMNIST, verified, out of NIST's archive; or build emnist47 of it.",
    )
    .addArgument(split)
    .option(
      "--data <folder>",
      "download to this folder (default: $EMNIST_DATA, else data/)",
      pathOf,
    )
    .option(
      "--from <path>",
      "make a data set of your own pictures: a folder with a sub-folder for each character, a CSV " +
        "file with the columns file and label, or a zip file of either, as the page saves it",
      pathOf,
    )
    .option("--name <name>", "what that data set is called")
    .option(
      "--test-share <number>",
      "share of each character's pictures to test with",
      numberBetween(0, 0.9),
      0.2,
    )
    .option("--seed <number>", "fixes which these are", integerBetween(0, 2 ** 31), 0)
    .option("--list", "show where each data set is and whether it is verified, or just the split")
    .addHelpText(
      "after",
      "\nEnvironment: EMNIST_URL (another copy of gzip.zip: https:, http: or file:), EMNIST_DATA, HTTPS_PROXY",
    )
    .action((name: string | undefined, options: DataOptions) => {
      if (options.list) return listDatasets(name, options);
      if (options.from !== undefined) return createDataset(options.from, options);
      return download(name ?? "balanced", options);
    });
}

async function listDatasets(name: string | undefined, { data }: DataOptions): Promise<void> {
  const { renderInventory } = await import("./data_list.ts");
  console.log(await renderInventory(data, name));
}

async function createDataset(from: string, options: DataOptions): Promise<void> {
  const { name, data: dataFolder, testShare, seed } = options;
  if (name === undefined) {
    throw new UserError("Cannot make a data set without a name: expected --name", {
      hint: `For example: deno task data --from ${from} --name mine`,
    });
  }
  const { createOwnDataset } = await import("./data/own_pictures.ts");
  const announce = console.error;
  console.log(await createOwnDataset({ from, name, dataFolder, testShare, seed, announce }));
}

async function download(name: string, { data }: DataOptions): Promise<void> {
  const { downloadDataset } = await import("../datasets/download/download_dataset.ts");
  const { createDownloadBar } = await import("./download_bar.ts");
  const bar = createDownloadBar();
  const controller = new AbortController();
  let arriving = "";
  const report = {
    ...bar,
    progress(progress: DownloadProgress) {
      arriving = progress.fileName;
      bar.progress(progress);
    },
  };
  const stop = () => controller.abort();
  Deno.addSignalListener("SIGINT", stop);
  try {
    const { folder, files } = await downloadDataset(name, {
      report,
      dataFolder: data,
      signal: controller.signal,
    });
    bar.stop();
    console.log(
      files.length === 0
        ? `${name} is complete and verified.`
        : `${name} is complete and verified: ${files.length} files in ${folder}`,
    );
  } catch (error) {
    bar.stop();
    if (!controller.signal.aborted) throw error;
    console.error(
      arriving === WHOLE_ARCHIVE
        ? "Stopped: this server sends the archive only as a whole, so that it starts again next time."
        : "Stopped: what has arrived is kept, and the same command goes on from there.",
    );
    Deno.exitCode = 130;
  } finally {
    Deno.removeSignalListener("SIGINT", stop);
  }
}
