/** The fonts of a page, embedded, so that it looks the same everywhere and asks no host for them. */

// Importing the packages is what fetches them; `import.meta.resolve` then finds their files.
import "@fontsource/ibm-plex-mono/package.json" with { type: "json" };
import "@fontsource/ibm-plex-sans/package.json" with { type: "json" };

/** Latin letters only: other scripts fall back to the reader's own fonts. */
const FONTS = [
  {
    family: "IBM Plex Sans",
    weight: 400,
    url: import.meta.resolve(
      "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2",
    ),
  },
  {
    family: "IBM Plex Sans",
    weight: 600,
    url: import.meta.resolve(
      "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2",
    ),
  },
  {
    family: "IBM Plex Mono",
    weight: 500,
    url: import.meta.resolve(
      "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2",
    ),
  },
];

/** Returns the rules that declare the fonts, their files inside. */
export async function fontRules(): Promise<string> {
  const rules = FONTS.map(async ({ family, weight, url }) => {
    const data = (await Deno.readFile(new URL(url))).toBase64();
    return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-display: block; ` +
      `src: url(data:font/woff2;base64,${data}) format("woff2"); }\n`;
  });
  return (await Promise.all(rules)).join("");
}
