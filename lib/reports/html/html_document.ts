/** The HTML file around a page's content: its head, with fonts, colours and styles inside. */

import { type Markup, markup, trusted } from "../../html_text.ts";
import { fontRules, themeRules } from "./page_style.ts";

/** What is put into the file. */
export interface HtmlDocument {
  readonly title: string;
  readonly body: Markup;
  /**
   * Rules of this page alone, after those that all pages have.
   *
   * @default {""}
   */
  readonly styles?: string;
  /**
   * Whether scripts inside the page run.
   *
   * @default {false}
   */
  readonly hasScripts?: boolean;
}

/** Returns the text of the file. Its content security policy forbids every request. */
export async function renderDocument(
  { title, body, styles = "", hasScripts = false }: HtmlDocument,
): Promise<string> {
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; " +
    `${hasScripts ? "script-src 'unsafe-inline'; " : ""}base-uri 'none'; form-action 'none'`;
  const shared = await Deno.readTextFile(new URL("styles.css", import.meta.url));
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(await fontRules() + themeRules() + shared + styles)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
