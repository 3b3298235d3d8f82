/** An export from the run's folder to the proved file. */

import { basename, join } from "node:path";
import project from "../../../deno.json" with { type: "json" };
import { type BackendChoice, openBackend } from "../../backends/backend.ts";
import type { ImageDataset } from "../../datasets/dataset.ts";
import { type ExportCard, ORIENTATION } from "../../exports/export_card.ts";
import { readModel } from "../../exports/exported_model.ts";
import { createExport, type ExportOptions, runExportedFile } from "../../exports/formats.ts";
import { compareProbabilities, type Proof, PROOF_TOLERANCE } from "../../exports/proof.ts";
import { writeFileAtomically } from "../../machine/atomic_write.ts";
import { sha256OfBytes } from "../../machine/sha256.ts";
import type { RunConfig } from "../../runs/config.ts";
import { loadSplitOfRun } from "../../runs/data.ts";
import { findRunFolder, runName } from "../../runs/folder.ts";
import { readRunConfig, readRunMetrics } from "../../runs/record.ts";
import { loadRunModel, requireOwnModel } from "../../runs/run_model.ts";
import { UserError } from "../../user_error.ts";
import { createDownloadBar } from "../download_bar.ts";
import { createInstallReport } from "../install_report.ts";
import { plainPercentText } from "../../number_text.ts";

/** What to write, and how to prove it. */
export interface RunExportOptions extends ExportOptions {
  /** The file, or undefined for `exports/RUN.FORMAT`. */
  readonly out?: string;
  /** Whether the file is run and compared with the network. */
  readonly proof: boolean;
  /** What computes the network's own probabilities. */
  readonly backend: BackendChoice;
}

/**
 * Exports the network of `run`, a folder or a name under `results/`.
 *
 * The file is written first, then its proof beside it as `FILE.proof.json`; an older one is removed.
 *
 * @throws {UserError} when the run, its test images, the backend or the format's runtime cannot be had,
 * when the network cannot be exported, and when the file does not compute what the network computes.
 */
export async function runExport(run: string, options: RunExportOptions): Promise<void> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  requireOwnModel(folder, config); // before its images are fetched
  const { temperature = 1 } = await readRunMetrics(folder);
  // Asked for first: a file that cannot be proved is not written.
  const images = options.proof ? await loadTestImages(config) : undefined;
  const backend = await openBackend(options.backend, createInstallReport());
  const model = await loadRunModel(folder, config);
  const card: ExportCard = {
    run: runName(folder),
    dataset: config.dataset.name,
    characters: config.dataset.characters,
    orientation: ORIENTATION,
    temperature,
    projectVersion: project.version,
  };
  const exported = await readModel(model);
  const contents = await createExport(exported, card, options);
  const path = options.out ?? join("exports", `${card.run}.${options.to}`);
  const proofPath = `${path}.proof.json`;
  await Deno.remove(proofPath).catch(() => {});
  await writeFileAtomically(path, contents);
  console.log(
    `${path}: ${(contents.length / 1e6).toFixed(1)} MB, ${card.characters.length} classes`,
  );
  if (images === undefined) return console.log("Not proved: it was not run.");

  const { runtime, probabilities } = await runExportedFile(contents, {
    ...options,
    images: images.images,
    announce: console.error,
  });
  const predictor = await backend.createPredictor(model, { temperature });
  const own = await predictor.predict(images.images).finally(() => predictor.dispose());
  const proof: Proof = {
    file: basename(path),
    sha256: sha256OfBytes(contents),
    runtime,
    dataset: images.name,
    ...compareProbabilities({ labels: images.labels, exported: probabilities, own }),
    tolerance: PROOF_TOLERANCE,
  };
  await writeFileAtomically(proofPath, JSON.stringify(proof, undefined, 2) + "\n");
  printProof(proof);
  if (proof.largestDifference <= PROOF_TOLERANCE) return;
  throw new UserError(
    `Cannot prove ${path}: expected probabilities within ${PROOF_TOLERANCE} of the network's own ` +
      `but found a difference of ${proof.largestDifference.toPrecision(2)}`,
    { hint: "Do not use the file; please report this with FILE.proof.json." },
  );
}

async function loadTestImages(config: RunConfig): Promise<ImageDataset> {
  const bar = createDownloadBar();
  try {
    return await loadSplitOfRun(config, "test", { ...bar, download: true });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = `${error.hint}\nOr leave the proof out with --no-proof.`;
    throw new UserError(error.message, { cause: error, hint });
  } finally {
    bar.stop();
  }
}

function printProof(proof: Proof): void {
  console.log(
    `${proof.runtime}, ${proof.images} test images of ${proof.dataset}: ` +
      `accuracy ${plainPercentText(proof.accuracy)} (the network itself ${
        plainPercentText(proof.networkAccuracy)
      }), ` +
      `largest difference of a probability ${proof.largestDifference.toPrecision(2)}`,
  );
}
