/**
 * Draws the charts of a page: each spec stands in the page as JSON beside its empty box. A classic
 * script, because pages open from a folder, where modules and fetch do not work. The policy of the
 * page forbids eval, so Vega's expressions are interpreted.
 */
/* global vegaEmbed, vegaInterpreter */
"use strict";

(() => {
  const dark = globalThis.matchMedia("(prefers-color-scheme: dark)");
  const drawn = new Map();

  /** Colours of axes and texts, from the page's own style. */
  function theme() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    const [text, muted, line] = [read("--text"), read("--muted"), read("--line")];
    const font = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
    return {
      font,
      title: {
        color: text,
        subtitleColor: muted,
        fontSize: 15,
        fontWeight: 600,
        subtitleFontSize: 12,
        subtitlePadding: 5,
        offset: 12,
      },
      axis: {
        labelColor: muted,
        titleColor: muted,
        titleFontWeight: 500,
        titlePadding: 8,
        gridColor: line,
        domainColor: line,
        tickColor: line,
        labelFontSize: 11,
        labelFlush: false,
        titleFontSize: 12,
      },
      legend: { labelColor: text, labelFontSize: 12, symbolStrokeWidth: 3, symbolSize: 180 },
      view: { stroke: null },
      line: { strokeCap: "round", strokeJoin: "round" },
    };
  }

  async function draw(script) {
    const box = document.getElementById(script.dataset.for);
    drawn.get(box)?.finalize();
    try {
      const result = await vegaEmbed(box, JSON.parse(script.textContent), {
        actions: { export: true, source: true, compiled: false, editor: false },
        ast: true,
        expr: vegaInterpreter.expressionInterpreter,
        config: theme(),
        downloadFileName: box.id,
        renderer: "svg",
        tooltip: { theme: dark.matches ? "dark" : "light" },
      });
      drawn.set(box, result);
      box.dataset.state = "drawn";
    } catch (error) {
      box.textContent = `This chart could not be drawn: ${error.message}`;
      box.dataset.state = "failed";
    }
  }

  async function drawAll() {
    for (const script of document.querySelectorAll("script.chart")) await draw(script);
    document.documentElement.dataset.charts = "done";
  }

  dark.addEventListener("change", drawAll);
  drawAll();
})();
