/** The page to draw on as HTML. */

import { markup, trusted } from "../html_text.ts";

/**
 * Nothing may be fetched but what is inside. TensorFlow.js reads its WebAssembly from a data URL, and
 * the worker is made from a text.
 */
const POLICY = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; " +
  "font-src data:; script-src 'unsafe-inline' 'self' file: blob: 'wasm-unsafe-eval'; " +
  "worker-src blob:; connect-src data:; base-uri 'none'; form-action 'none'";

/** What the page is made of. */
export interface AppPageParts {
  /** Name of the run. */
  readonly run: string;
  /** Style sheet. */
  readonly rules: string;
  /** Scripts by file name, in the order in which they run. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Whether the scripts stand in the page. */
  readonly single: boolean;
}

/** Returns the text of `index.html`. */
export function renderAppPage({ run, rules, scripts, single }: AppPageParts): string {
  const scriptElements = Array.from(scripts, ([name, script]) =>
    single
      // A script must not hold the end of its own element.
      ? markup`<script>${trusted(script.replaceAll("</script", "<\\/script"))}</script>\n`
      : markup`<script src="${name}"></script>\n`);
  return markup`<!DOCTYPE html>
<html lang="en" data-mode="character">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Read my handwriting</title>
<link rel="icon" href="data:,">
<style>${trusted(rules)}</style>
</head>
<body>
<header>
<h1>Read my handwriting</h1>
<button type="button" id="theme-switch" aria-label="Switch colours">☾</button>
</header>
<main>
<section class="write" aria-label="Write">
<fieldset class="modes">
<legend class="unseen">What to write</legend>
<label><input type="radio" name="mode" value="character" checked> One character</label>
<label><input type="radio" name="mode" value="text"> A line of text</label>
</fieldset>
<canvas id="pad" tabindex="0" role="application" aria-describedby="keys"
 aria-label="Paper to write on"></canvas>
<div class="tools">
<button type="button" id="undo" disabled>Undo</button>
<button type="button" id="redo" disabled>Redo</button>
<button type="button" id="clear" disabled>Clear</button>
<label class="button">Picture …<input type="file" id="file" class="unseen" accept="image/*"></label>
</div>
<p id="keys" class="quiet">Or paste or drop a picture. Without a pointer: the arrow keys move the pen,
Space puts it down and lifts it; Ctrl+Z, Ctrl+Y and Delete undo, redo and clear.</p>
</section>
<section class="answer" aria-label="Answer">
<p id="text" class="character" role="status"></p>
<p id="note" class="quiet"></p>
<div id="characters" role="group" aria-label="Characters found"></div>
<div id="detail" hidden>
<figure><canvas id="seen" width="28" height="28" role="img"
 aria-label="The 28 by 28 pixels that the network sees"></canvas>
<figcaption class="quiet">What the network sees</figcaption></figure>
<ol id="guesses" aria-label="Guesses, with real examples"></ol>
</div>
<form id="correction">
<label for="truth">It was really a</label>
<input type="text" id="truth" class="character" maxlength="2" size="2" autocomplete="off"
 autocapitalize="off" spellcheck="false">
<button type="submit">Keep</button>
<button type="button" id="save" disabled>Save data set</button>
<span id="kept" class="quiet" role="status"></span>
</form>
</section>
</main>
<footer class="quiet"><p id="status">The network starts …</p>
<p>Model: ${run}. Below 80 % a character is marked: check it.</p></footer>
${scriptElements}
</body>
</html>
`.text;
}
