/**
 * All charts of a page, which of them are near the window, and the reader's settings for all.
 * Follows the page where it changes while it is open.
 */
import { type Chart, createChart, madeOf, type Row, rowsOf } from "./chart.ts";
import { apply, draw, fitMultiples, update } from "./draw.ts";
import { placeEnds } from "./line_ends.ts";
import { type Along, titleAlong } from "./line_rows.ts";
import { followPointer } from "./pointer.ts";
import { Reader } from "./reader.ts";
import { renewTables } from "./tables.ts";
import { markZoom, resetZoom, showZoom, zoomTo } from "./zoom.ts";

/** The charts of a page. */
export class PageCharts {
  /** What the reader has set for all of them. */
  readonly reader = new Reader();
  private readonly charts = new Map<string, Chart>();
  /** Charts to be drawn or given new rows, and those near the window. */
  private readonly waiting = new Set<Chart>();
  private readonly near = new Set<Chart>();
  /** The bar with legend and zoom, as last seen. */
  private bar: Element | null = null;
  private drawing: Promise<void> | undefined;
  /** Whether it is known which charts are near. */
  private looked = false;

  private readonly observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const chart = this.charts.get(target.id);
      if (!chart) continue;
      if (isIntersecting) this.near.add(chart);
      else this.near.delete(chart);
    }
    this.looked = true;
    this.drawNear();
  }, { rootMargin: "300px" });

  /** Vega follows the width of the window; what stands over a chart and small multiples do not. */
  private readonly resizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = this.charts.get(target.id);
      if (!chart?.view) continue;
      fitMultiples(chart, chart.view);
      chart.view.resize().run();
      placeEnds(chart, this.reader);
    }
  });

  /** All charts, in the order of the page. */
  all(): Chart[] {
    return [...this.charts.values()];
  }

  /** A chart by the name of its box. */
  chartOf(id: string | undefined): Chart | undefined {
    return this.charts.get(id ?? "");
  }

  /** Registers the charts that are in the page now, and shows what needs scripts. */
  adopt(): void {
    this.reader.readLabels();
    for (
      const part of document.querySelectorAll<HTMLElement>(".chart-bar, .switch, .choice, .enlarge")
    ) {
      part.hidden = part.matches(".along") && this.reader.clocks.size === 0;
    }
    this.takeBar();
    const scripts = [...document.querySelectorAll<HTMLScriptElement>("script.chart")];
    for (const script of scripts) {
      const chart = this.chartOf(script.dataset["for"]);
      if (chart?.script !== script) this.adoptNew(script);
      else if (chart.text !== script.textContent) this.adoptChanged(chart);
    }
    for (const chart of this.all()) if (!scripts.includes(chart.script)) this.drop(chart);
  }

  /** Restores in a new bar what was chosen in an older one; without charts there is none. */
  private takeBar(): void {
    const found = document.querySelector(".chart-bar");
    if (found !== null && found !== this.bar) {
      this.markLegend();
      showZoom(this);
    }
    this.bar = found;
  }

  private adoptNew(script: HTMLScriptElement): void {
    const before = this.chartOf(script.dataset["for"]);
    if (before) this.drop(before);
    const chart = createChart(script);
    this.charts.set(chart.id, chart);
    this.waiting.add(chart);
    this.observer.observe(chart.box);
    this.resizes.observe(chart.box);
    followPointer(chart, this.reader, {
      zoomTo: (zoomed) => zoomTo(this, chart, zoomed),
      undo: () => {
        this.reader.hidden.clear();
        resetZoom(this);
      },
    });
  }

  private adoptChanged(chart: Chart): void {
    chart.text = chart.script.textContent;
    chart.made = chart.rows = undefined;
    this.waiting.add(chart);
    renewTables(chart);
    const log = document.querySelector<HTMLInputElement>(`[data-log="${chart.id}"]`);
    if (log) log.checked = chart.log ?? log.defaultChecked;
    const choice = document.querySelector<HTMLSelectElement>(`[data-choice="${chart.id}"]`);
    const along = document.querySelector<HTMLSelectElement>(`[data-along="${chart.id}"]`);
    if (along && chart.along !== undefined) along.value = chart.along;
    if (choice && chart.choice !== undefined) choice.value = String(chart.choice);
  }

  private drop(chart: Chart): void {
    this.charts.delete(chart.id);
    this.waiting.delete(chart);
    this.near.delete(chart);
    this.observer.unobserve(chart.box);
    this.resizes.unobserve(chart.box);
    chart.view?.finalize();
  }

  /** Shows in the legend and in every drawn chart what the reader has set. */
  applyAll(): void {
    this.markLegend();
    markZoom(this);
    for (const chart of this.charts.values()) apply(chart, this.reader);
  }

  /** The same in one chart. */
  applyTo(chart: Chart): void {
    apply(chart, this.reader);
  }

  /** Redraws a chart that has been drawn before. */
  redraw(chart: Chart): void {
    if (chart.view) draw(chart, this.reader);
  }

  /** Changes what the axis of a chart counts, and resets its own zoom. */
  turn(chart: Chart, along: Along): void {
    chart.along = along;
    chart.alone = undefined;
    const title = document.querySelector(`#${chart.id}-figure h3 bdi`);
    const { text } = madeOf(chart).file["title"] as { text: string };
    if (title) title.textContent = titleAlong(text, chart);
    this.redraw(chart);
    markZoom(this);
  }

  /** Draws the lines of a chart as smooth as that, from 0 to less than 1. */
  smooth(chart: Chart, weight: number): void {
    chart.smoothing = weight;
    if (chart.view) update(chart, this.reader);
  }

  private markLegend(): void {
    const { hidden } = this.reader;
    for (const button of document.querySelectorAll<HTMLElement>("[data-variant]")) {
      const { variant } = button.dataset;
      if (variant === "all") button.hidden = hidden.size === 0;
      else button.ariaPressed = String(!hidden.has(Number(variant)));
    }
  }

  /** Draws every chart that can be seen now or by scrolling, for paper. */
  drawEach(): void {
    for (const chart of this.waiting) {
      if (!chart.box.checkVisibility()) continue;
      this.waiting.delete(chart);
      update(chart, this.reader);
    }
  }

  /** Draws what is pending and near the window; calls in the meantime wait for the same drawing. */
  drawNear(): Promise<void> {
    return this.drawing ??= this.drawWaiting().finally(() => this.drawing = undefined);
  }

  private async drawWaiting(): Promise<void> {
    await nextFrame();
    for (let chart = this.nextOf(); chart; chart = this.nextOf()) {
      this.waiting.delete(chart);
      update(chart, this.reader);
      await nextFrame();
    }
    if (!this.looked && this.charts.size > 0) return;
    document.documentElement.dataset["charts"] = "done";
    this.drawPictures();
  }

  /** Charts with pictures are drawn ahead: Vega loads pictures, for which paper does not wait. */
  private drawPictures(): void {
    for (const chart of this.waiting) {
      const offer = document.querySelector(`[data-enlarge="${chart.id}"]`);
      if (!offer || !chart.box.checkVisibility()) continue;
      this.waiting.delete(chart);
      setTimeout(() => update(chart, this.reader), 200);
    }
  }

  private nextOf(): Chart | undefined {
    return [...this.waiting].find((chart) => this.near.has(chart));
  }

  /** The rows of a chart by the names of its data sets; none if there is no such chart. */
  rows(id: string): Readonly<Record<string, readonly Row[]>> {
    const chart = this.chartOf(id);
    return chart ? rowsOf(chart) : {};
  }

  /**
   * Shows a chart that is filled later, or gives it new rows: `rows` by name. It starts with a
   * logarithmic scale if `log` is set.
   */
  fill(id: string, rows: Readonly<Record<string, readonly Row[]>>, log?: boolean): void {
    const chart = this.chartOf(id);
    if (!chart) return;
    chart.filled = rows;
    renewTables(chart);
    this.waiting.delete(chart);
    if (log === undefined) return update(chart, this.reader);
    if (madeOf(chart).log) {
      chart.log = log;
      const box = document.querySelector<HTMLInputElement>(`[data-log="${id}"]`);
      if (box) box.checked = log;
    }
    chart.script.closest("figure")!.hidden = false;
    draw(chart, this.reader);
  }
}

/** Yields so that the browser can paint and respond; hidden pages have no frames. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
}
