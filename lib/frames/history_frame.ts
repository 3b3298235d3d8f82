/** The history of a training run as a frame with one row an epoch. */

import pl from "nodejs-polars";
import { type EpochRecord, mapEpochColumns } from "../training/epoch_record.ts";
import { createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createHistoryFrame}: those of an epoch; see `EPOCH_COLUMNS`. */
export const HISTORY_SCHEMA = { ...mapEpochColumns(() => pl.Float64), epoch: pl.Int32 };

/** A frame with the columns of {@linkcode HISTORY_SCHEMA}. */
export type HistoryFrame = pl.DataFrame<typeof HISTORY_SCHEMA>;

/** Creates the frame of a history, one row an epoch in the order given; null where none was measured. */
export function createHistoryFrame(epochs: readonly EpochRecord[]): HistoryFrame {
  return createFrame(
    HISTORY_SCHEMA,
    mapEpochColumns((_, name) => epochs.map((epoch) => epoch[name])),
  );
}
