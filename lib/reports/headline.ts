/** The run in a headline and a few sentences, each computed from its predictions. */

import { countText, listText, percentText } from "../number_text.ts";
import { calibrationFinding } from "../charts/reliability_diagram.ts";
import type { Findings } from "./findings.ts";

/** Groups and classes that a sentence names. */
const NAMED = 4;

/** Returns the one thing to know about the run, without a full stop. */
export function headline({ accuracy, images }: Findings): string {
  return `${percentText(accuracy)} of ${countText(images)} handwritten characters are read right`;
}

/** Returns what else to know, as whole sentences. */
export function summarySentences(findings: Findings): string[] {
  return [lookAlikes(findings), hardest(findings), `${calibrationFinding(findings.bins)}.`]
    .filter((sentence) => sentence !== "");
}

function lookAlikes({ groups, groupedErrors, groupedAccuracy, errors, pairs }: Findings): string {
  if (errors === 0) return "There is not one error.";
  const [pair] = pairs;
  const top = `The most frequent mix-up is ${pair.characters.join(" and ")}, ` +
    `${percentText(pair.shareOfErrors)} of all errors.`;
  if (groups.length === 0) return top;
  const named = groups.slice(0, NAMED).map(({ characters }) => `{${characters.join("\u00a0")}}`);
  const more = groups.length - named.length;
  const within = errors === 1
    ? "The only error stays within"
    : `${percentText(groupedErrors, 0)} of the ${countText(errors)} errors stay within`;
  return `${within} ` +
    `${groups.length} ${groups.length === 1 ? "group" : "groups"} of look-alikes, ` +
    `${more > 0 ? "such as " : ""}${listText(named)}; with each group counted as one character, ` +
    `${percentText(groupedAccuracy)} are read right.`;
}

function hardest({ classes, errors }: Findings): string {
  if (errors === 0) return "";
  const ascending = classes.toSorted((first, second) => first.f1 - second.f1);
  const named = ascending.slice(0, NAMED).map(({ character, f1 }) =>
    `${character}\u00a0(${f1.toFixed(2)})`
  );
  return `Hardest, by F1: ${listText(named)}.`;
}
