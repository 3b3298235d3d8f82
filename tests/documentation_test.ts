/** The documentation against the project: code blocks run, commands, links and names exist. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { commandLineFaults, isKnownOption } from "./documentation/command_lines.ts";
import {
  checkout,
  codeBlocks,
  codeSpans,
  headingAnchors,
  linkTargets,
  listSourceFiles,
  readDocumentationComments,
  readPages,
} from "./documentation/pages.ts";
import { joinExamples, runBlock } from "./documentation/run_block.ts";
import { countText, listText, percentText } from "../lib/number_text.ts";
import { createFindings, type Findings } from "../lib/reports/findings.ts";
import { readRunRecord } from "../lib/runs/record.ts";
import denoJson from "../deno.json" with { type: "json" };
import { hasPermissions, needsPermissions } from "./permissions.ts";

const pages = hasPermissions ? await readPages() : [];
const allTexts = hasPermissions ? [...pages, ...await readDocumentationComments()] : [];

const blocks = allTexts.flatMap(codeBlocks);
const isMarked = ({ info }: typeof blocks[number]) => info.includes("no-run") || info[0] === "text";

/** Examples of the library, which run in one process. */
const isExample = ({ info, place }: typeof blocks[number]) =>
  info.join() === "ts" && /^(?:mod|lib\/)/.test(place);

for (const block of blocks.filter((block) => !isMarked(block) && !isExample(block))) {
  Deno.test(`the code block at ${block.place} runs`, needsPermissions, () => runBlock(block));
}

Deno.test("the examples of the library run, and print what they say", needsPermissions, () => {
  const examples = blocks.filter((block) => !isMarked(block) && isExample(block));
  return runBlock(joinExamples(examples));
});

Deno.test("every function that mod.ts exports has an example", needsPermissions, async () => {
  const library = await import("../mod.ts");
  const examples = blocks.filter(isExample).map(({ code }) => code).join("");
  const functions = Object.entries(library).filter(([, value]) => typeof value === "function");
  assertEquals(functions.map(([name]) => name).filter((name) => !examples.includes(name)), []);
});

Deno.test(
  "every deno task that is named exists, with its options and their values",
  needsPermissions,
  () => {
    const scripts = blocks.filter(({ info }) => info[0] === "sh").map(({ code }) => code);
    const spans = pages.flatMap(codeSpans);
    const named = spans.filter((span) => /\bdeno task [a-z]/.test(span));
    assertEquals(
      [...scripts, ...named].flatMap((script) => commandLineFaults(script, denoJson.tasks)),
      [],
    );
    const options = spans.flatMap((span) => /^--[a-z][a-z-]+/.exec(span) ?? []);
    assertEquals(options.filter((option) => !isKnownOption(option)), []);
  },
);

Deno.test(
  "every deno task that messages and comments of lib name exists",
  needsPermissions,
  async () => {
    for (const path of await listSourceFiles("lib")) {
      const source = await Deno.readTextFile(join(checkout, path));
      for (const [, task] of source.matchAll(/\bdeno task ([a-z]+)/g)) {
        assert(task in denoJson.tasks, `${path} names deno task ${task}, which does not exist`);
      }
    }
  },
);

Deno.test("every link within the repository leads somewhere", needsPermissions, async () => {
  for (const page of pages) {
    for (const target of linkTargets(page)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file, anchor] = decodeURIComponent(target).split("#");
      const path = file === "" ? page.path : join(dirname(page.path), file);
      const info = await Deno.stat(join(checkout, path)).catch(() => undefined);
      assert(info !== undefined, `${page.path} links to ${target}, which does not exist`);
      if (anchor === undefined) continue;
      const anchors = headingAnchors(await Deno.readTextFile(join(checkout, path)));
      assert(anchors.includes(anchor), `${page.path} links to ${target}: no such heading`);
    }
  }
});

Deno.test(
  "every file that is named exists, unless capitals stand for its name",
  needsPermissions,
  async () => {
    const paths = pages.flatMap(({ path, text }) =>
      codeSpans({ path, text }).flatMap((span) =>
        /^(lib|tests|notebooks|\.ci)\/[a-z0-9_./-]*$/.test(span) ? [{ path, span }] : []
      )
    );
    for (const { path, span } of paths) {
      const info = await Deno.stat(join(checkout, span)).catch(() => undefined);
      assert(info !== undefined, `${path} names ${span}, which does not exist`);
    }
  },
);

Deno.test(
  "docs/training.md names every environment variable of ours, and no other",
  needsPermissions,
  async () => {
    const ours = /\b(?:EMNIST_[A-Z]+(?:_[A-Z]+)*|TENSORFLOW_LIB)\b/g;
    const namesIn = (text: string) => text.match(ours) ?? [];
    const sources = await Promise.all(
      (await listSourceFiles("lib")).map((path) => Deno.readTextFile(join(checkout, path))),
    );
    const known = new Set(sources.flatMap(namesIn).filter((name) => name !== "EMNIST_SHA"));
    assertEquals([...new Set(namesIn(textOf("docs/training.md")))].sort(), [...known].sort());
  },
);

Deno.test("the Deno that README.md names is the one that is tested", needsPermissions, async () => {
  const versions = new Set(
    [...pages.map(({ text }) => text), await Deno.readTextFile(join(checkout, ".ci/run"))]
      .flatMap((text) => text.match(/deno@\d+\.\d+\.\d+/g) ?? []),
  );
  assertEquals([...versions], [`deno@${Deno.version.deno}`]);
});

/** The run whose findings each page states in words. */
const runsInWords = [
  {
    path: "README.md",
    heading: "What the baseline model gets wrong",
    run: "baseline-plain-emnist47",
  },
  { path: "MODEL_CARD.md", heading: "Known confusions", run: "flagship-best-emnist47" },
];

for (const { path, heading, run } of runsInWords) {
  Deno.test(`${path} says of ${run} what its predictions say`, needsPermissions, async () => {
    const section = sectionOf(path, heading);
    for (const statement of statements(await readFindings(run))) {
      assertStringIncludes(section, statement.replaceAll("\u00a0", " "));
    }
  });
}

Deno.test(
  "README.md says what the best recipe mends of the plain recipe's errors",
  needsPermissions,
  async () => {
    const [before, after] = await Promise.all(
      ["baseline-plain-emnist47", "baseline-best-emnist47"].map(readFindings),
    );
    const within = ({ groups }: Findings) => groups.reduce((sum, { errors }) => sum + errors, 0);
    const outside = (findings: Findings) => findings.errors - within(findings);
    assertStringIncludes(
      sectionOf("README.md", "What the baseline model gets wrong"),
      (`the same network to ${
        percentText(after.measures.accuracy)
      }. Errors outside the groups fall from ` +
        `${outside(before)} to ${outside(after)}, those within from ${within(before)} to ` +
        `${within(after)}`).replaceAll("\u00a0", " "),
    );
  },
);

function textOf(path: string): string {
  return pages.find((page) => page.path === path)?.text ?? "";
}

/** Returns a section of a page on one line. */
function sectionOf(path: string, heading: string): string {
  const [, section = ""] = textOf(path).split(`\n## ${heading}\n`);
  return section.split("\n## ")[0].replaceAll(/[\s\u00a0]+/g, " ");
}

async function readFindings(run: string): Promise<Findings> {
  return createFindings(run, await readRunRecord(join(checkout, "results", run)));
}

/** What a page has to state about a run. */
function statements(findings: Findings): string[] {
  const { name, errors, pairs, groups, groupedShare, measures, record } = findings;
  const { accuracy, accuracyInterval: { low, high } } = record.metrics;
  const top = pairs.slice(0, 5);
  return [
    `\`${name}\``,
    percentText(accuracy),
    `${percentText(low)} to ${percentText(high)}`,
    `${countText(errors)} errors`,
    ...top.map(({ characters: [first, second], shareOfErrors }) =>
      `\`${first}\` and \`${second}\` (${percentText(shareOfErrors)})`
    ),
    `pairs explain ${percentText(top.reduce((sum, { shareOfErrors }) => sum + shareOfErrors, 0))}`,
    listText(groups.map(({ characters }) => `{${characters.join(" ")}}`)),
    `${percentText(groupedShare, 0)} of the errors`,
    `each group counted as one character ${percentText(measures.groupedAccuracy)}`,
  ];
}
