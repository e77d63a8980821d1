/**
 * The program of a page with charts. Each is in the page as JSON beside its empty box and is drawn
 * when it comes near the window, or for printing; one that is never scrolled to costs nothing. The
 * legend, the zoom and the switches act on the signals of all charts. Where the page changes while
 * it is open (live.js), charts get their new rows in place.
 */
import { enlargePictures } from "./chart_pictures.ts";
import { copyTable, showCopies } from "./copy_tables.ts";
import { enlarge } from "./enlarge.ts";
import { PageCharts } from "./page_charts.ts";
import { hideOnScroll } from "./pointer.ts";
import { save } from "./save.ts";
import { sortTable, TableSorts } from "./sort_tables.ts";
import { fillTables } from "./tables.ts";
import { wireZoom } from "./zoom.ts";

const page = new PageCharts();
const sorts = new TableSorts();

/** Calls `react` with the element that an event is about, where the selector finds it. */
function on<E extends HTMLElement>(
  kind: string,
  selector: string,
  react: (element: E) => void,
): void {
  const listen = ({ target }: Event) => {
    const element = target instanceof Element ? target.closest<E>(selector) : null;
    if (element) react(element);
  };
  // What does not bubble is heard on its way down.
  document.addEventListener(kind, listen, { capture: true });
}

on("click", "[data-variant]", ({ dataset: { variant } }) => {
  page.reader.toggle(variant);
  page.applyAll();
});
on("dblclick", "[data-variant]", ({ dataset: { variant } }) => {
  if (variant === "all") return;
  page.reader.showAlone(variant);
  page.applyAll();
});
on<HTMLInputElement>("change", "[data-log]", ({ checked, dataset }) => {
  const chart = page.chartOf(dataset["log"]);
  if (!chart) return;
  chart.log = checked;
  chart.range = undefined;
  page.redraw(chart);
});
on<HTMLSelectElement>("change", "[data-choice]", ({ value, dataset }) => {
  const chart = page.chartOf(dataset["choice"]);
  if (!chart) return;
  chart.choice = Number(value);
  page.applyTo(chart);
});
on<HTMLSelectElement>("change", "[data-along]", ({ value, dataset }) => {
  const chart = page.chartOf(dataset["along"]);
  if (chart) page.turn(chart, value as "step" | "epoch" | "time");
});
on<HTMLInputElement>("input", "[data-smooth]", (slider) => {
  const chart = page.chartOf(slider.dataset["smooth"]);
  slider.nextElementSibling!.textContent = slider.value === "0" ? "off" : slider.value;
  if (chart) page.smooth(chart, Number(slider.value));
});
on("toggle", ".behind", (details) => {
  const chart = page.chartOf(details.dataset["chart"]);
  if (chart) fillTables(details, chart);
});
on("click", "[data-save]", (button) => {
  const chart = page.chartOf(button.closest<HTMLElement>(".behind")?.dataset["chart"]);
  if (chart) save(button.dataset["save"]!, chart, page.reader);
});
on("click", "[data-enlarge]", ({ dataset }) => {
  const chart = page.chartOf(dataset["enlarge"]);
  if (chart) enlargePictures(chart);
});
on("click", ".chart-box image", (image) => {
  const chart = page.chartOf(image.closest(".chart-box")?.id);
  if (chart) enlargePictures(chart, image);
});
on("click", "[data-table]", copyTable);
on("click", ".sort", sortTable);
wireZoom(page, on);
hideOnScroll();
addEventListener("beforeprint", () => page.drawEach());

/** For scripts that fill charts, and show pictures. */
Object.assign(globalThis, {
  samebitCharts: { fill: page.fill.bind(page), rows: page.rows.bind(page), enlarge },
});

showCopies();
sorts.show();
page.adopt();
page.drawNear();

document.addEventListener("beforepagechange", () => sorts.hide());
document.addEventListener("pagechange", (event) => {
  sorts.show();
  showCopies();
  page.adopt();
  (event as CustomEvent<{ wait(promise: Promise<unknown>): void }>).detail.wait(page.drawNear());
});
