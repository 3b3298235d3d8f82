import { assertEquals } from "@std/assert";
import { markup, trusted } from "../../lib/html_text.ts";
import { codeText, escapeMarkdown, markdownTable } from "../../lib/markdown_text.ts";

Deno.test("markup`` escapes values, but not markup inside markup", () => {
  const inner = [markup`<b>${"<"}</b>`, markup`<i>${1}</i>`];
  assertEquals(
    markup`<p title="${`"&'`}">${inner}${trusted("<hr>")}</p>`.text,
    '<p title="&quot;&amp;&#39;"><b>&lt;</b><i>1</i><hr></p>',
  );
});

Deno.test("markdownTable() keeps a pipe inside its field", () => {
  assertEquals(
    markdownTable([{ name: "character" }, { name: "count", number: true }], [["`|`", "3"]]),
    "| character | count |\n| --- | --: |\n| `\\|` | 3 |",
  );
});

Deno.test("codeText() and escapeMarkdown() show any character as it is", () => {
  assertEquals(codeText("a"), "`a`");
  assertEquals(codeText("`"), "`` ` ``");
  assertEquals(escapeMarkdown("{* _}"), "{\\* \\_}");
});
