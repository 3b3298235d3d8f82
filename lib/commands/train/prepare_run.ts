/** What a training run needs before its first step. */

import { openBackend } from "../../backends/backend.ts";
import { findFastestPrecision } from "../../backends/processor_flags.ts";
import { createModel } from "../../models/models.ts";
import type { TrainedRun } from "../../runs/create_record.ts";
import { loadRunData } from "../../runs/data.ts";
import type { RunOrigin, RunRequest, StartedRun } from "../../runs/request.ts";
import { copyWeightsOfRun } from "../../runs/run_model.ts";
import { requireImageSize } from "../../training/image_model.ts";
import { createDownloadBar } from "../download_bar.ts";
import { createInstallReport } from "../install_report.ts";
import { announceRun } from "./announcements.ts";

/** Options of {@linkcode prepareRun}. */
export interface PrepareOptions {
  readonly request: RunRequest;
  readonly origin: RunOrigin;
  /** What a run that is resumed was begun with, where its request leaves the choice open. */
  readonly found?: StartedRun["found"];
  readonly quiet: boolean;
}

/**
 * Returns everything that a run needs before its first step: data, backend and model.
 *
 * @throws {UserError} when one of them cannot be had, or they do not go together.
 */
export async function prepareRun(
  { request, origin, found, quiet }: PrepareOptions,
): Promise<TrainedRun> {
  const bar = createDownloadBar();
  const data = await loadRunData(request, found?.dataset ?? request.dataset ?? undefined, bar)
    .finally(bar.stop);
  const backend = await openBackend(
    found?.backend ?? request.backend,
    createInstallReport({ quiet }),
  );
  const { characters } = data.training;
  const model = createModel(request.model, { seed: request.seed, classCount: characters.length });
  // A run that is resumed has its own weights, in its checkpoint.
  if (request.from !== null && found === undefined) {
    await copyWeightsOfRun(request.from, model, characters);
  }
  for (const images of [data.training, data.evaluated]) requireImageSize(model, images);
  const run = { ...data, request, origin, backend, model };
  if (!quiet) announceRun(run, await findFastestPrecision());
  return run;
}
