/// <reference lib="dom" />
/** The page's switch between light and dark; without a choice the page follows the system. */

const STORED = "report-theme";
const button = document.querySelector<HTMLButtonElement>("#theme-switch");

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  if (chosen !== undefined) return chosen === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function describe(): void {
  if (button === null) return;
  const other = isDark() ? "light" : "dark";
  button.setAttribute("aria-label", `Switch to ${other} colours`);
  button.textContent = isDark() ? "☀" : "☾";
}

/** Storage is refused to pages in some sandboxes; the switch then lasts as long as the page. */
function remember(theme: string): void {
  try {
    localStorage.setItem(STORED, theme);
  } catch {
    return;
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

const earlier = remembered();
if (earlier === "light" || earlier === "dark") document.documentElement.dataset.theme = earlier;
describe();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", describe);
button?.addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  remember(theme);
  describe();
});
