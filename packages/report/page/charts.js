/**
 * Draws the charts of a page and connects them: each spec stands in the page as JSON beside its
 * empty box. A chart is drawn when it comes near the window, the others while nothing else is to
 * do. The legend, the zoom and the scale switch act on the signals of all charts. Where the page
 * changes while it is open (live.js), charts get their new rows in place. The policy of the page
 * forbids eval, so Vega's expressions are interpreted.
 */
/* global vega, vegaEmbed, vegaInterpreter, vegaLite */
"use strict";

(() => {
  const MOST_TABLE_ROWS = 500;

  /** All charts by the name of their box: spec, view once drawn, whether its scale is switched. */
  const charts = new Map();

  /** Charts to be drawn or given new rows, and those near the window. */
  const waiting = new Set();
  const near = new Set();

  /** Indices of hidden variants, and the zoom: epochs, and each chart's own vertical range. */
  const hidden = new Set();
  let epochs = [null, null];

  /** The bar with legend and zoom, as it was taken in last. */
  let bar = null;
  let labels = [];
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
    header: { labelColor: "#59626d", labelFontSize: 12, labelFontWeight: 500 },
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
  function parseSpec({ script, filled }) {
    return { ...JSON.parse(script.textContent), ...structuredClone(filled) };
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
    if (spec.usermeta.multiples) fitMultiples(spec, chart.box.clientWidth);
    return spec;
  }

  function encodingsOf(spec) {
    const inner = spec.spec ?? spec;
    return [inner, ...(inner.layer ?? [])].map(({ encoding }) => encoding ?? {});
  }

  /** Small multiples beside one another, as many as the box has room for; Vega-Lite cannot. */
  function fitMultiples(spec, width) {
    const { count } = spec.usermeta.multiples;
    const axis = 50;
    const most = Math.max(1, Math.floor(width / (width < 600 ? 150 : 220)));
    spec.columns = Math.ceil(count / Math.ceil(count / most));
    spec.spec.width = Math.floor((width - axis) / spec.columns - spec.spacing);
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
        chart.shape = shapeOf(chart);
        chart.lines = new Map();
        // What was kept for the chart was a guess; what it has had it keeps while it is drawn anew.
        if (chart.box.dataset.state) chart.box.style.minHeight = `${chart.box.offsetHeight}px`;
        chart.view = await embed(chart.box, spec);
        chart.box.style.minHeight = "";
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

  /** Draws a spec into a box, which is an image with a description; its marks say nothing more. */
  async function embed(box, spec) {
    const { view } = await vegaEmbed(box, spec, {
      actions: false,
      ast: true,
      expr: vegaInterpreter.expressionInterpreter,
      config: CONFIG,
      renderer: "svg",
      ...spec.usermeta?.embedOptions,
    });
    box.role = "img";
    box.removeAttribute("aria-roledescription");
    for (const each of box.querySelectorAll("svg, canvas")) each.ariaHidden = "true";
    return view;
  }

  /**
   * Shows a chart that is filled later, or its rows anew: `datasets` by name. It starts with a
   * logarithmic scale where `log` says so.
   */
  async function fill(id, datasets, log) {
    const chart = charts.get(id);
    await chart.drawing;
    chart.filled = { datasets };
    chart.spec = undefined;
    renewTables(chart);
    if (log === undefined) return update(chart);
    chart.log = log;
    document.querySelector(`[data-log="${id}"]`).checked = log;
    chart.script.closest("figure").hidden = false;
    await draw(chart);
  }

  /** For scripts that fill charts. */
  globalThis.samebitCharts = { fill };

  /** What of a spec cannot change in place: all but its rows and the words that stand around it. */
  function shapeOf(chart) {
    const { datasets: _, title: __, description: ___, ...rest } = specOf(chart);
    const { tables: ____, ...usermeta } = rest.usermeta;
    return JSON.stringify([{ ...rest, usermeta }, chart.box.clientWidth]);
  }

  /** Brings a drawn chart up to its spec: by its named data sets, or anew where more has changed. */
  async function update(chart) {
    if (!chart.view || shapeOf(chart) !== chart.shape) return draw(chart);
    for (const [name, rows] of Object.entries(specOf(chart).datasets)) {
      if (hasData(chart.view, name)) exchangeRows(chart, name, rows);
    }
    await chart.view.resize().runAsync();
  }

  /**
   * Gives a data set of a drawn chart its rows. Of lines only those are exchanged that differ, since
   * drawing all of them takes long; their points have an order of their own, as other marks do not.
   */
  function exchangeRows({ view, spec, lines }, name, rows) {
    if (!spec.usermeta.zoom) return view.data(name, rows);
    const before = lines.get(name);
    const after = byText(rows);
    lines.set(name, after);
    if (before === undefined) return view.data(name, rows);
    const added = [];
    for (const [text, row] of after) {
      if (before.has(text)) after.set(text, before.get(text));
      else added.push(row);
    }
    const removed = [...before].filter(([text]) => !after.has(text)).map(([, row]) => row);
    view.change(name, vega.changeset().remove(removed).insert(added));
  }

  /** Rows by what they hold, equal ones told apart; before drawing adds to them. */
  function byText(rows) {
    const found = new Map();
    for (const row of rows) {
      let text = JSON.stringify(row);
      while (found.has(text)) text += "'";
      found.set(text, row);
    }
    return found;
  }

  /** Whether marks are drawn from a data set; one that is only shown as a table is not in the view. */
  function hasData(view, name) {
    try {
      return view.data(name) !== undefined;
    } catch {
      return false;
    }
  }

  function apply(chart) {
    if (chart.view === undefined) return;
    for (const [name, value] of Object.entries(paramsOf(chart))) chart.view.signal(name, value);
    chart.view.runAsync();
  }

  /** What the reader has hidden and where the reader has zoomed to, as params of a chart. */
  function paramsOf(chart) {
    const { zoom, choice } = specOf(chart).usermeta;
    const params = { hidden: [...hidden].map((at) => labels[at]) };
    if (choice) params.chosen = choice.options[chart.choice ?? choice.first];
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
    const reset = field("reset");
    if (reset) reset.disabled = !zoomed;
  }

  // Zoom

  function listenToBrush(chart) {
    const { zoom, multiples } = specOf(chart).usermeta;
    if (!zoom || multiples) return;
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

  function markLegend() {
    for (const button of document.querySelectorAll("[data-variant]")) {
      const { variant } = button.dataset;
      if (variant === "all") button.hidden = hidden.size === 0;
      else button.ariaPressed = String(!hidden.has(Number(variant)));
    }
  }

  function toggle({ dataset: { variant } }) {
    if (variant === "all") hidden.clear();
    else if (!hidden.delete(Number(variant))) hidden.add(Number(variant));
    markLegend();
    applyAll();
  }

  function showAlone({ dataset: { variant } }) {
    if (variant === "all") return;
    labels.forEach((_, at) => hidden.add(at));
    hidden.delete(Number(variant));
    markLegend();
    applyAll();
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

  function renewTables({ box }) {
    const details = document.querySelector(`.behind[data-chart="${box.id}"]`);
    details.querySelector(".tables").replaceChildren();
    if (details.open) fillTables(details);
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
        const text = value === null ? "not finite" : String(value ?? "");
        cell.append(create("bdi", { textContent: text }));
      }
    }
    box.append(table);
    return box;
  }

  function create(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }

  /** Whether a spreadsheet would compute a text; numbers are none, as in runlog's `spellCell`. */
  function isFormula(text) {
    return !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) &&
      /^[\s\p{Cc}\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text);
  }

  /** All tables of a chart one after the other; a text that is a formula is quoted. */
  function csvOf(spec) {
    const quote = (value) => {
      if (typeof value === "number") return String(value);
      const text = isFormula(String(value)) ? `'${value}` : String(value ?? "");
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

  /** Calls `react` with the element that an event is about, where the selector finds it. */
  function on(kind, selector, react) {
    const listen = ({ target }) => {
      const element = target.closest?.(selector);
      if (element) react(element);
    };
    // What does not bubble is heard on its way down.
    document.addEventListener(kind, listen, { capture: true });
  }

  on("click", "[data-variant]", toggle);
  on("dblclick", "[data-variant]", showAlone);
  on("click", '[data-zoom="reset"]', resetZoom);
  on("change", '[data-zoom="from"], [data-zoom="to"]', readZoom);
  on("change", "[data-log]", (box) => {
    const chart = charts.get(box.dataset.log);
    chart.log = box.checked;
    chart.range = undefined;
    draw(chart);
  });
  on("change", "[data-choice]", (select) => {
    const chart = charts.get(select.dataset.choice);
    chart.choice = Number(select.value);
    apply(chart);
  });
  on("toggle", ".behind", fillTables);
  on("click", "[data-save]", (button) => {
    save(button.dataset.save, charts.get(button.closest(".behind").dataset.chart));
  });

  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) near.add(charts.get(target.id));
      else near.delete(charts.get(target.id));
    }
    drawAll();
  }, { rootMargin: "300px" });

  /** Small multiples are laid out for a width, so they are drawn anew for another. */
  const resizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = charts.get(target.id);
      if (chart?.view && shapeOf(chart) !== chart.shape) waiting.add(chart);
    }
    drawAll();
  });

  /** Takes in the charts that stand in the page now, and shows what only scripts can do. */
  function adopt() {
    labels = JSON.parse(document.getElementById("variants")?.textContent ?? "[]");
    for (const part of document.querySelectorAll(".chart-bar, .switch, .choice")) {
      part.hidden = false;
    }
    takeBar();
    const scripts = [...document.querySelectorAll("script.chart")];
    for (const script of scripts) {
      const chart = charts.get(script.dataset.for);
      if (chart === undefined || chart.script !== script) adoptNew(script);
      else if (chart.text !== script.textContent) adoptChanged(chart);
    }
    for (const [id, chart] of charts) if (!scripts.includes(chart.script)) drop(id, chart);
  }

  /** Shows in a new bar what was chosen in an older one: while there are no charts there is none. */
  function takeBar() {
    const found = document.querySelector(".chart-bar");
    if (found !== null && found !== bar) {
      markLegend();
      setEpochs(epochs);
    }
    bar = found;
  }

  function adoptNew(script) {
    const id = script.dataset.for;
    if (charts.has(id)) drop(id, charts.get(id));
    const chart = { script, text: script.textContent, box: document.getElementById(id) };
    charts.set(id, chart);
    if (!script.closest("figure").hidden) waiting.add(chart);
    observer.observe(chart.box);
    if (specOf(chart).usermeta.multiples) resizes.observe(chart.box);
  }

  function adoptChanged(chart) {
    chart.text = chart.script.textContent;
    chart.spec = undefined;
    waiting.add(chart);
    renewTables(chart);
    const log = document.querySelector(`[data-log="${chart.box.id}"]`);
    if (log) log.checked = chart.log ?? log.defaultChecked;
    const choice = document.querySelector(`[data-choice="${chart.box.id}"]`);
    if (choice && chart.choice !== undefined) choice.value = chart.choice;
  }

  function drop(id, chart) {
    charts.delete(id);
    waiting.delete(chart);
    near.delete(chart);
    observer.unobserve(chart.box);
    resizes.unobserve(chart.box);
    chart.view?.finalize();
  }

  /** The drawing that is going on, if any. */
  let drawing;

  /** Draws what is waiting; whoever calls while that goes on waits for the same. */
  function drawAll() {
    return drawing ??= drawWaiting().finally(() => drawing = undefined);
  }

  /**
   * One chart at a time: those near the window first, the others in idle moments. Those that are
   * drawn already and far away get their new rows when they come near.
   */
  async function drawWaiting() {
    await nextFrame();
    while (waiting.size > 0) {
      const chart = nextOf() ?? await idleChoice();
      if (chart === undefined) return;
      waiting.delete(chart);
      await chart.drawing;
      await update(chart);
      await nextFrame();
    }
    document.documentElement.dataset.charts = "done";
  }

  function nextOf() {
    return [...waiting].find((chart) => near.has(chart));
  }

  /** Waits for an idle moment, then gives the next chart; one that has come near goes first. */
  async function idleChoice() {
    const undrawn = () => [...waiting].find((chart) => !chart.view);
    if (undrawn() === undefined) return undefined;
    const idle = globalThis.requestIdleCallback ?? ((action) => setTimeout(action, 50));
    await new Promise((resolve) => idle(resolve, { timeout: 300 }));
    return nextOf() ?? undrawn();
  }

  /** Lets the browser show what is there and answer the reader; hidden pages have no frames. */
  function nextFrame() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, 100);
    });
  }

  adopt();
  drawAll();

  document.addEventListener("pagechange", ({ detail }) => {
    adopt();
    detail.wait(drawAll());
  });
})();
