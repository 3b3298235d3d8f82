/** The characters of a model's classes as a frame to join to. */

import pl from "nodejs-polars";
import { createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createCharacterFrame}. */
export const CHARACTER_SCHEMA = {
  class: pl.Int32,
  character: pl.String,
};

/** A frame with the columns of {@linkcode CHARACTER_SCHEMA}. */
export type CharacterFrame = pl.DataFrame<typeof CHARACTER_SCHEMA>;

/** Creates the frame of characters, one row a class in class order. */
export function createCharacterFrame(characters: readonly string[]): CharacterFrame {
  return createFrame(CHARACTER_SCHEMA, { class: [...characters.keys()], character: characters });
}
