/** What the parts of a page are made from. */

import type { Findings } from "../findings.ts";
import type { Report } from "../report.ts";
import type { PageImages } from "./page_images.ts";

/** Everything that a page shows. */
export interface PageContext {
  readonly report: Report;
  readonly findings: Findings;
  /** Each chart of the page under its name, drawn without its title, which the page sets as text. */
  readonly drawings: ReadonlyMap<string, string>;
  /** Null where the images cannot be had. */
  readonly images: PageImages | null;
}
