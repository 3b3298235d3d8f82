/** The fonts that pictures are set in, from npm, so that text appears on a machine without any. */

// Importing the packages is what fetches them; `import.meta.resolve` then finds their files.
import "@expo-google-fonts/ibm-plex-mono/package.json" with { type: "json" };
import "@expo-google-fonts/ibm-plex-sans/package.json" with { type: "json" };

const FONT_FILES = [
  import.meta.resolve("@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf"),
  import.meta.resolve(
    "@expo-google-fonts/ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf",
  ),
];

/** Returns the fonts as TrueType files: IBM Plex Sans regular and semi-bold, IBM Plex Mono medium. */
export function loadFonts(): Promise<Uint8Array[]> {
  return Promise.all(FONT_FILES.map((url) => Deno.readFile(new URL(url))));
}
