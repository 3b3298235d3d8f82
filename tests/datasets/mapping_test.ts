import { assertEquals, assertThrows } from "@std/assert";
import { parseMapping } from "../../lib/datasets/mapping.ts";

Deno.test("parseMapping() reads one code a line, with LF or CRLF", () => {
  const expected = { labelOffset: 0, characters: ["0", "A", "a"] };
  assertEquals(parseMapping("0 48\n1 65\n2 97\n", "x"), expected);
  assertEquals(parseMapping("0 48\r\n1 65\r\n2 97", "x"), expected);
});

Deno.test("parseMapping() reads two codes a line, labels from 1, as EMNIST's letters have them", () => {
  assertEquals(parseMapping("1 65 97\r\n2 66 98\r\n", "x"), {
    labelOffset: 1,
    characters: ["A", "B"],
  });
});

Deno.test("parseMapping() takes the tab, the blank and what lies beside what it refuses", () => {
  const text = "0 9\n1 32\n2 65533\n3 65536";
  assertEquals(parseMapping(text, "x").characters, ["\t", " ", "\uFFFD", "\u{10000}"]);
});

Deno.test("parseMapping() copes with any order, blank lines, tabs and a byte order mark", () => {
  assertEquals(parseMapping("\uFEFF\n2\t67 \n 0  65\n\n1 128512\n", "x").characters, [
    "A",
    "😀",
    "C",
  ]);
});

for (
  const [text, expected] of [
    ["0 48\n1\n", 'line 2: expected a label and one or two character codes but found "1"'],
    [
      "0 48 49 50",
      'line 1: expected a label and one or two character codes but found "0 48 49 50"',
    ],
    ["<html>", 'line 1: expected a label and one or two character codes but found "<html>"'],
    ["-1 48", 'line 1: expected a label and one or two character codes but found "-1 48"'],
    [
      "0 48\n1 1",
      "line 2: expected a character code but found 1: was 49 meant, the code of the digit 1?",
    ],
    ["0 10", "line 1: expected a character code but found 10"],
    ["0 31", "line 1: expected a character code but found 31"],
    ["0 65534", "line 1: expected a character code but found 65534"],
    ["0 65535", "line 1: expected a character code but found 65535"],
    [
      "0 A",
      'line 1: expected a label and one or two character codes but found "0 A": was 65 meant, the code of A?',
    ],
    ["0 55296", "line 1: expected a character code but found 55296"],
    ["0 1114112", "line 1: expected a character code but found 1114112"],
    ["0 48\n0 49", "line 2: expected each label once but found 0 again"],
    ["0 48\n2 49", "expected consecutive labels but found 2 after 0"],
    ["\n", "expected 1 to 256 classes but found 0"],
  ]
) {
  Deno.test(`parseMapping() throws on ${JSON.stringify(text)}`, () => {
    const error = assertThrows(() => parseMapping(text, "m.txt"), SyntaxError);
    assertEquals(error.message, `Cannot parse mapping file "m.txt": ${expected}`);
  });
}
