/** Runs side by side, read from their folders. */

import { percentText, rangeText } from "../number_text.ts";
import { compareRuns, type RunComparison, type RunDifference } from "../evaluation/compare_runs.ts";
import { createRandom } from "../random.ts";
import { UserError } from "../user_error.ts";
import { runName } from "../runs/folder.ts";
import { readRunRecord, type RunRecord } from "../runs/record.ts";

/** Seed of the bootstrap, so that a comparison made twice is the same. */
const BOOTSTRAP_SEED = 0;

/** A p-value below this is written as a bound. */
const SMALLEST_SHOWN_P = 0.0001;

/** A comparison and the records it was made from, in the same order. */
export interface FolderComparison extends RunComparison {
  readonly records: readonly RunRecord[];
}

/**
 * Compares the runs in `folders`; the first one is the baseline of the others.
 *
 * @throws {UserError} when a record cannot be read, or two runs were measured on different images or
 * tell different classes apart.
 */
export async function compareRunFolders(folders: readonly string[]): Promise<FolderComparison> {
  const records: RunRecord[] = [];
  for (const folder of folders) records.push(await readRunRecord(folder));
  const names = folders.map(runName);
  records.forEach((record, index) => {
    checkSameData([names[0], records[0]], [names[index], record]);
  });
  const runs = records.map(({ predictions }, index) => ({ name: names[index], predictions }));
  return { ...compareRuns(runs, createRandom(BOOTSTRAP_SEED)), records };
}

type NamedRecord = readonly [string, RunRecord];

function checkSameData([firstName, first]: NamedRecord, [otherName, other]: NamedRecord): void {
  const [ours, theirs] = [first.config.dataset, other.config.dataset];
  const refuse = (expected: string, found: string) => {
    throw new UserError(
      `Cannot compare "${otherName}" with "${firstName}": expected ${expected} but found ${found}`,
      { hint: "Compare runs that were measured on the same data set with the same --limit." },
    );
  };
  if (ours.testSha256 !== theirs.testSha256) {
    refuse(
      `the same ${ours.testCount} test images of ${ours.name}`,
      `${theirs.testCount} other images of ${theirs.name}`,
    );
  }
  const characters = ours.characters.join(" ");
  if (characters !== theirs.characters.join(" ")) {
    refuse(`the classes ${characters}`, theirs.characters.join(" "));
  }
}

/** Says how a run differs from the baseline, and whether that is more than luck. */
export function differenceSentence(difference: RunDifference): string {
  const { baseline, name, accuracy, mcnemar, adjustedPValue, significant } = difference;
  const { onlyFirst, onlySecond } = mcnemar;
  const points = (share: number) => (100 * share).toFixed(2);
  const direction = accuracy.difference >= 0 ? "more" : "less";
  return `${name} reads ${points(Math.abs(accuracy.difference))} points ${direction} right than ` +
    `${baseline} (95 % interval ${rangeText(accuracy.interval, points)}). ` +
    `Only ${name} reads ${onlySecond} images right, only ${baseline} ${onlyFirst}: ` +
    `${significant ? "significant" : "not significant"} ` +
    `(McNemar, p ${pValueText(adjustedPValue)}).`;
}

/** Returns a p-value as it should read, with its sign: `= 0.012`, `< 0.0001`. */
export function pValueText(pValue: number): string {
  if (pValue < SMALLEST_SHOWN_P) return `< ${SMALLEST_SHOWN_P}`;
  return `= ${pValue.toPrecision(2)}`;
}

/** Returns the rows of the table of runs, its headings first. */
export function runRows({ runs, records }: FolderComparison): string[][] {
  const score = (value: number) => value.toFixed(3);
  return [
    ["Run", "Accuracy", "95 %", "Loss", "95 %", "Macro F1", "95 %", "Parameters", "Images/s"],
    ...runs.map(({ name, accuracy, loss, macroF1 }, index) => [
      name,
      percentText(accuracy.value, 2),
      rangeText(accuracy.interval, (share) => percentText(share, 2)),
      score(loss.value),
      rangeText(loss.interval, score),
      score(macroF1.value),
      rangeText(macroF1.interval, score),
      records[index].metrics.parameters.toLocaleString("en-US"),
      Math.round(records[index].metrics.imagesPerSecond).toLocaleString("en-US"),
    ]),
  ];
}

/** Returns the rows of the table of the `limit` classes that moved most, its headings first. */
export function classRows({ baseline, name, classes }: RunDifference, limit: number): string[][] {
  const points = (share: number) => `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)}`;
  const moved = classes.filter(({ gained, lost }) => gained + lost > 0).slice(0, limit);
  return [
    ["Character", baseline, name, "Points", "Gained", "Lost", "p"],
    ...moved.map((move) => [
      move.character,
      percentText(move.firstRecall),
      percentText(move.secondRecall),
      points(move.recallChange),
      String(move.gained),
      String(move.lost),
      pValueText(move.adjustedPValue).replace("= ", ""),
    ]),
  ];
}
