/** Bringing the classes of a data set into the order of a model's. */

import type { ImageDataset } from "./dataset.ts";
import { UserError } from "../user_error.ts";

/** A data set in a model's classes. */
export interface AlignedDataset {
  /** The same images; labels and characters are the model's. */
  readonly dataset: ImageDataset;
  /** What was done, as a sentence; empty where the classes were the model's all along. */
  readonly note: string;
}

/**
 * Matches classes by their characters.
 *
 * @param characters The model's, `[classes]`, all different.
 * @throws {UserError} when the model does not know a character of the data.
 */
export function alignClasses(
  dataset: ImageDataset,
  characters: readonly string[],
): AlignedDataset {
  const own = dataset.characters;
  if (own.join("") === characters.join("")) return { dataset, note: "" };
  /** A model of merged classes knows a small letter by its capital: EMNIST's c is in the class C. */
  const classOf = (character: string) =>
    [character, character.toUpperCase()].map((name) => characters.indexOf(name))
      .find((label) => label >= 0) ?? -1;
  const unknown = own.filter((character) => classOf(character) < 0);
  if (unknown.length > 0) {
    throw new UserError(
      `Cannot evaluate on "${dataset.name}": the model does not know ${unknown.length} of its ` +
        `${own.length} characters: ${unknown.join(" ")}.`,
      { hint: `Choose data whose characters are among ${characters.join("")}.` },
    );
  }
  const classes = own.map(classOf);
  const labels = dataset.labels.map((label) => classes[label]);
  const isWhole = own.length === characters.length;
  if (own.some((character) => !characters.includes(character))) {
    return {
      dataset: { ...dataset, labels, characters },
      note:
        `"${dataset.name}" is matched by character; small letters that the model merges count ` +
        "as their capitals.",
    };
  }
  return {
    dataset: { ...dataset, labels, characters },
    note: isWhole
      ? `"${dataset.name}" has the model's ${own.length} classes in another order: they are matched ` +
        "by character."
      : `"${dataset.name}" has ${own.length} of the model's ${characters.length} classes: they are ` +
        "matched by character, and macro figures count the others as 0.",
  };
}
