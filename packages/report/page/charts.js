/**
 * Draws the charts of a page and connects them: each spec stands in the page as JSON beside its
 * empty box. A chart is drawn when it comes near the window, the others while nothing else is to
 * do. The legend, the zoom and the scale switch act on the signals of all charts. The policy of the
 * page forbids eval, so Vega's expressions are interpreted.
 */
/* global vega, vegaEmbed, vegaInterpreter, vegaLite */
"use strict";

(() => {
  const MOST_TABLE_ROWS = 500;

  /** All charts by the name of their box: spec, view once drawn, whether its scale is switched. */
  const charts = new Map();
  for (const script of document.querySelectorAll("script.chart")) {
    charts.set(script.dataset.for, { script, box: document.getElementById(script.dataset.for) });
  }

  /** Indices of hidden variants, and the zoom: epochs, and each chart's own vertical range. */
  const hidden = new Set();
  let epochs = [null, null];

  const labels = JSON.parse(document.getElementById("variants")?.textContent ?? "[]");
  const bar = document.querySelector(".chart-bar");
  const field = (name) => document.querySelector(`[data-zoom="${name}"]`);

  /** Sizes and fonts; colours of texts and lines are the style sheet's, these are for saved files. */
  const CONFIG = {
    // All data are finite, and the box around a chart describes it: nothing to compute for each mark.
    mark: { aria: false, invalid: null },
    font: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif',
    axis: {
      labelColor: "#59626d",
      titleColor: "#59626d",
      titleFontWeight: 500,
      titlePadding: 8,
      gridColor: "#dfe2e6",
      domainColor: "#dfe2e6",
      tickColor: "#dfe2e6",
      labelFontSize: 11,
      labelFlush: false,
      titleFontSize: 12,
    },
    legend: { labelColor: "#1b1f24", labelFontSize: 12, symbolStrokeWidth: 2, symbolSize: 140 },
    text: { color: "#1b1f24" },
    view: { stroke: null },
    line: { strokeCap: "round", strokeJoin: "round" },
  };

  function specOf(chart) {
    chart.spec ??= parseSpec(chart);
    return chart.spec;
  }

  /** The spec anew: drawing adds fields to the rows of the one it was given. */
  function parseSpec(chart) {
    return JSON.parse(chart.script.textContent);
  }

  /** The spec as the page shows it: title in HTML, one legend for all, the switched scale. */
  function shownSpec(chart) {
    const { datasets, title: _, ...rest } = specOf(chart);
    const spec = { ...structuredClone(rest), datasets };
    for (const { color, strokeDash } of encodingsOf(spec)) {
      if (color?.legend) color.legend = null;
      if (strokeDash?.field === "variant") strokeDash.legend = null;
    }
    switchScale(spec, chart);
    setParams(spec, chart);
    return spec;
  }

  function encodingsOf(spec) {
    return [spec, ...(spec.layer ?? [])].map(({ encoding }) => encoding ?? {});
  }

  /** Gives the axis the scale that the reader has chosen, if any. */
  function switchScale(spec, { log }) {
    if (log === undefined) return;
    const param = spec.params.find(({ name }) => name === "logarithmic");
    if (param) param.value = log;
    for (const encoding of encodingsOf(spec)) {
      const scale = encoding[spec.usermeta.logSwitch]?.scale;
      if (scale) {
        Object.assign(scale, { type: log ? "log" : "linear", zero: log ? undefined : false });
      }
    }
  }

  function draw(chart) {
    if (chart.drawing) return chart.drawing;
    chart.view?.finalize();
    chart.view = undefined;
    chart.drawing = (async () => {
      try {
        const spec = shownSpec(chart);
        const result = await vegaEmbed(chart.box, spec, {
          actions: false,
          ast: true,
          expr: vegaInterpreter.expressionInterpreter,
          config: CONFIG,
          renderer: "svg",
          ...spec.usermeta.embedOptions,
        });
        chart.view = result.view;
        // The box is an image with a description; its thousands of marks say nothing more.
        chart.box.role = "img";
        chart.box.removeAttribute("aria-roledescription");
        for (const each of chart.box.querySelectorAll("svg, canvas")) each.ariaHidden = "true";
        listenToBrush(chart);
        chart.box.dataset.state = "drawn";
      } catch (error) {
        chart.box.removeAttribute("role");
        chart.box.textContent = `This chart could not be drawn: ${error.message}`;
        chart.box.dataset.state = "failed";
      }
      chart.drawing = undefined;
    })();
    return chart.drawing;
  }

  function apply(chart) {
    if (chart.view === undefined) return;
    for (const [name, value] of Object.entries(paramsOf(chart))) chart.view.signal(name, value);
    chart.view.runAsync();
  }

  /** What the reader has hidden and where the reader has zoomed to, as params of a chart. */
  function paramsOf(chart) {
    const { zoom } = specOf(chart).usermeta;
    const params = { hidden: [...hidden].map((at) => labels[at]) };
    if (!zoom) return params;
    const scaled = (epoch) => epoch === null ? null : epoch * zoom.perEpoch;
    const [xFrom, xTo] = chart.alone ?? (zoom.perEpoch ? epochs.map(scaled) : [null, null]);
    const [yFrom, yTo] = chart.range ?? [null, null];
    return { ...params, xFrom, xTo, yFrom, yTo };
  }

  function setParams(spec, chart) {
    const params = paramsOf(chart);
    for (const param of spec.params) {
      if (param.name in params) param.value = params[param.name];
    }
  }

  function applyAll() {
    for (const chart of charts.values()) apply(chart);
    const zoomed = [...charts.values()].some((chart) => chart.alone || chart.range) ||
      epochs.some((epoch) => epoch !== null);
    if (bar) field("reset").disabled = !zoomed;
  }

  // Zoom

  function listenToBrush(chart) {
    const { zoom } = specOf(chart).usermeta;
    if (!zoom) return;
    chart.view.addSignalListener("brush", (_, value) => {
      chart.brushed = value[zoom.unit] ? value : undefined;
    });
  }

  addEventListener("pointerup", () => {
    for (const chart of charts.values()) if (chart.brushed) zoomTo(chart);
  });

  /** Takes the brushed rectangle as the zoom, unless it is only a slip of the hand. */
  function zoomTo(chart) {
    const { zoom } = specOf(chart).usermeta;
    const [width, height] = ["brush_x", "brush_y"].map((name) => {
      const [a = 0, b = 0] = chart.view.signal(name);
      return Math.abs(a - b);
    });
    const { [zoom.unit]: across, ...rest } = chart.brushed;
    const [down] = Object.values(rest);
    chart.brushed = undefined;
    chart.view.signal("brush_x", [0, 0]).signal("brush_y", [0, 0]);
    if (width >= 8) {
      const ends = [Math.min(...across), Math.max(...across)];
      if (zoom.perEpoch === undefined) chart.alone = ends;
      else setEpochs(ends.map((end) => end / zoom.perEpoch));
      if (height >= 8 && down) chart.range = [Math.min(...down), Math.max(...down)];
    }
    applyAll();
  }

  function setEpochs(ends) {
    epochs = ends;
    ["from", "to"].forEach((name, at) => {
      field(name).value = ends[at] === null ? "" : Number(ends[at].toPrecision(4));
    });
  }

  function resetZoom() {
    for (const chart of charts.values()) chart.alone = chart.range = undefined;
    setEpochs([null, null]);
    applyAll();
  }

  function readZoom() {
    const number = (name) => field(name).value === "" ? null : Number(field(name).value);
    const [from, to] = [number("from"), number("to")];
    if (from !== null && to !== null && from >= to) return;
    epochs = [from, to];
    applyAll();
  }

  // Legend

  const buttons = [...document.querySelectorAll("[data-variant]")];
  const all = buttons.find((button) => button.dataset.variant === "all");

  function showLegend() {
    for (const button of buttons) {
      if (button !== all) button.ariaPressed = String(!hidden.has(Number(button.dataset.variant)));
    }
    if (all) all.hidden = hidden.size === 0;
    applyAll();
  }

  function toggle(button) {
    const at = Number(button.dataset.variant);
    if (button === all) hidden.clear();
    else if (!hidden.delete(at)) hidden.add(at);
    showLegend();
  }

  function showAlone(button) {
    if (button === all) return;
    labels.forEach((_, at) => hidden.add(at));
    hidden.delete(Number(button.dataset.variant));
    showLegend();
  }

  // Tables and files

  /** The data sets behind a chart, as the spec names them. */
  function tablesOf(spec) {
    return spec.usermeta.tables.map((table) => ({ ...table, rows: spec.datasets[table.data] }));
  }

  function fillTables(details) {
    const place = details.querySelector(".tables");
    if (place.childElementCount > 0) return;
    for (const table of tablesOf(specOf(charts.get(details.dataset.chart)))) {
      place.append(createTable(table));
    }
  }

  function createTable({ caption, columns, rows }) {
    const box = create("div", { className: "table", tabIndex: 0, role: "region" });
    box.ariaLabel = caption;
    const table = create("table");
    const left = rows.length - MOST_TABLE_ROWS;
    const more = left > 0 ? ` (the first ${MOST_TABLE_ROWS} of ${rows.length} rows)` : "";
    const title = create("caption");
    title.append(create("span", { textContent: caption + more }));
    table.append(title);
    const head = table.createTHead().insertRow();
    for (const [, title] of columns) {
      head.append(create("th", { scope: "col", textContent: title }));
    }
    const body = table.createTBody();
    for (const row of rows.slice(0, MOST_TABLE_ROWS)) {
      const line = body.insertRow();
      for (const [name] of columns) {
        const cell = line.insertCell();
        const value = row[name];
        if (typeof value === "number") cell.className = "number";
        cell.append(create("bdi", { textContent: value === null ? "not finite" : String(value) }));
      }
    }
    box.append(table);
    return box;
  }

  function create(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }

  /** All tables of a chart one after the other; texts that a spreadsheet would compute are quoted. */
  function csvOf(spec) {
    const quote = (value) => {
      if (typeof value === "number") return String(value);
      const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return tablesOf(spec).map(({ columns, rows }) =>
      [columns.map(([name]) => name), ...rows.map((row) => columns.map(([name]) => row[name]))]
        .map((line) => line.map(quote).join(",")).join("\n") + "\n"
    ).join("\n");
  }

  async function save(kind, chart) {
    const spec = specOf(chart);
    const name = chart.box.id;
    if (kind === "csv") return offer(`${name}.csv`, csvOf(spec), "text/csv");
    if (kind === "spec") {
      const text = JSON.stringify(parseSpec(chart), null, 2) + "\n";
      return offer(`${name}.vl.json`, text, "application/json");
    }
    const view = createView(chart);
    if (kind === "svg") return offer(`${name}.svg`, await view.toSVG(), "image/svg+xml");
    const canvas = await view.toCanvas(3);
    canvas.toBlob((blob) => offer(`${name}.png`, blob, "image/png"));
  }

  /** The whole chart, with its title and legend, as the reader has set it; for files. */
  function createView(chart) {
    const spec = { ...parseSpec(chart), background: "white", padding: 16 };
    if (spec.width === "container") spec.width = Math.max(320, chart.box.clientWidth);
    switchScale(spec, chart);
    setParams(spec, chart);
    const compiled = vegaLite.compile(spec, { config: CONFIG }).spec;
    const expr = vegaInterpreter.expressionInterpreter;
    return new vega.View(vega.parse(compiled, null, { ast: true }), { expr });
  }

  function offer(name, content, type) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    create("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  // Wiring

  for (const button of buttons) {
    button.addEventListener("click", () => toggle(button));
    button.addEventListener("dblclick", () => showAlone(button));
  }
  if (bar) {
    bar.hidden = false;
    field("reset").addEventListener("click", resetZoom);
    for (const name of ["from", "to"]) field(name).addEventListener("change", readZoom);
  }
  for (const box of document.querySelectorAll("[data-log]")) {
    box.closest("label").hidden = false;
    box.addEventListener("change", () => {
      const chart = charts.get(box.dataset.log);
      chart.log = box.checked;
      chart.range = undefined;
      draw(chart);
    });
  }
  for (const details of document.querySelectorAll(".behind")) {
    details.addEventListener("toggle", () => fillTables(details));
    for (const button of details.querySelectorAll("[data-save]")) {
      button.addEventListener(
        "click",
        () => save(button.dataset.save, charts.get(details.dataset.chart)),
      );
    }
  }

  /** Draws one chart at a time: those near the window first, the others in idle moments. */
  async function drawAll() {
    const near = new Set();
    const observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) near.add(charts.get(target.id));
        else near.delete(charts.get(target.id));
      }
    }, { rootMargin: "300px" });
    for (const { box } of charts.values()) observer.observe(box);
    await nextFrame();
    const waiting = new Set(charts.values());
    while (waiting.size > 0) {
      const chart = [...waiting].find((each) => near.has(each)) ?? await idleChoice(waiting, near);
      waiting.delete(chart);
      if (!chart.view) await draw(chart);
      await nextFrame();
    }
    observer.disconnect();
    document.documentElement.dataset.charts = "done";
  }

  /** Waits for an idle moment, then gives the next chart; one that has come near goes first. */
  async function idleChoice(waiting, near) {
    const idle = globalThis.requestIdleCallback ?? ((action) => setTimeout(action, 50));
    await new Promise((resolve) => idle(resolve, { timeout: 300 }));
    return [...waiting].find((each) => near.has(each)) ?? [...waiting][0];
  }

  /** Lets the browser show what is there and answer the reader; hidden pages have no frames. */
  function nextFrame() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, 100);
    });
  }

  drawAll();
})();
