/** The charts of a page: drawn without their titles, which the page sets as text of its own. */

import { type ChartSpec, chartTexts } from "../../charts/chart_spec.ts";
import { renderSvg } from "../../charts/render.ts";
import type { ReportCharts } from "../report_charts.ts";
import type { PageChart, PageCharts } from "./page_context.ts";
import { PAGE_CHART_THEME } from "./page_theme.ts";

/** Draws the charts that a page embeds, in the page's own colours. */
export async function createPageCharts(charts: ReportCharts): Promise<PageCharts> {
  return {
    classF1: await drawChart(charts["class-f1"]),
    reliability: await drawChart(charts.reliability),
    confidence: await drawChart(charts.confidence),
    learningCurves: await drawChart(charts["learning-curves"]),
  };
}

async function drawChart(spec: ChartSpec): Promise<PageChart> {
  const svg = await renderSvg({ ...spec, title: undefined }, PAGE_CHART_THEME);
  return { ...chartTexts(spec), svg };
}
