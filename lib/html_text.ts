/** HTML as tagged templates: whatever is put into one is escaped, unless it is markup already. */

/** Text that is markup and must not be escaped again. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template takes: text and numbers are escaped, lists are joined. */
export type MarkupValue = string | number | Markup | readonly Markup[];

/** Returns the template with its values escaped. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const text = parts.reduce((before, part, index) => before + textOf(values[index - 1]) + part);
  return new Markup(text);
}

/** Declares text to be markup: our own scripts, style sheets and charts. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** No markup at all, for parts that are left out. */
export const NOTHING = new Markup("");

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Returns text that is safe in elements and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]);
}

function textOf(value: MarkupValue): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeMarkup(String(value));
}
