/**
 * Makes a recorded run again in a worker and shows how it goes. The program of the worker and the
 * record of the run are scripts that are loaded when they are asked for; the worker compares, this
 * script only shows. A classic script, as all of a page that opens from a folder.
 */
/* global samebitCharts, samebitRecords, samebitRerunWorker, vega */
"use strict";

(() => {
  const PROGRAM = "../assets/rerun_worker.js";

  /** Points of each curve, at most. */
  const MOST_POINTS = 1000;

  const box = document.querySelector(".again");
  const part = (selector) => box.querySelector(selector);
  const choice = part("select");
  const [runButton, stopButton] = ["run", "stop"].map((name) => part(`[data-again="${name}"]`));
  const progress = part("progress");
  const verdict = part(".again-verdict");
  const loaded = new Map();

  /** The run that is being made: its worker, steps and where it parted; and the chart on the page. */
  let going;
  let view;

  function load(src) {
    if (!loaded.has(src)) {
      loaded.set(
        src,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = src;
          script.addEventListener("load", resolve);
          script.addEventListener("error", () => {
            loaded.delete(src);
            reject(new Error(`${src} is not beside this page; keep the folder together`));
          });
          document.head.append(script);
        }),
      );
    }
    return loaded.get(src);
  }

  async function begin() {
    if (going) return;
    const run = going = { points: [] };
    const option = choice.selectedOptions[0];
    show("busy", "");
    try {
      await load(PROGRAM);
      await load(option.dataset.script);
      if (going !== run) return;
      const recorded = samebitRecords[option.value];
      Object.assign(run, readCurve(recorded.files["steps.csv"]));
      await showCurve(run);
      if (going !== run) return;
      start(run, recorded);
    } catch (error) {
      if (going === run) end("failed", `It could not be run: ${error.message}.`);
    }
  }

  function start(run, recorded) {
    const url = URL.createObjectURL(new Blob([samebitRerunWorker], { type: "text/javascript" }));
    run.worker = new Worker(url);
    run.began = performance.now();
    run.worker.addEventListener("message", ({ data }) => hear(run, data));
    run.worker.addEventListener("error", ({ message }) => {
      const reason = message || "the browser refuses the worker";
      if (going === run) end("failed", `It could not be run: ${reason}.`);
    });
    run.worker.postMessage(recorded);
    URL.revokeObjectURL(url);
  }

  function hear(run, message) {
    if (going !== run) return;
    if (message.kind === "begun") {
      run.kernels = message.because === undefined
        ? "by WebAssembly"
        : `by plain scripts, since this browser has no such WebAssembly (${message.because})`;
      show("busy", `Training ${run.kernels} …`);
    } else if (message.kind === "progress") {
      advance(run, message.points);
    } else if (message.kind === "parted") {
      run.parted = sentence(message.difference);
      show("parted", `${run.parted} The run goes on.`);
    } else if (message.kind === "done") {
      finish(run, message.verdict);
    } else {
      end("failed", `${message.reason}.`);
    }
  }

  function finish(run, { equal, files }) {
    const time = seconds((performance.now() - run.began) / 1000);
    if (run.parted) return end("parted", `${run.parted} Trained ${run.kernels} in ${time}.`);
    end(
      "same",
      `Identical to the last bit: all ${equal.toLocaleString("en")} numbers of ` +
        `${files.slice(0, -1).join(", ")} and ${
          files.at(-1)
        }, trained here ${run.kernels} in ${time}.`,
    );
  }

  function stop() {
    const { step = 0, total, parted } = going;
    const found = parted ?? "All numbers up to there are the recorded ones.";
    end(
      parted ? "parted" : "stopped",
      `Stopped at step ${step} of ${total ?? "the run"}. ${found}`,
    );
  }

  function end(state, text) {
    going.worker?.terminate();
    going = undefined;
    const hadFocus = document.activeElement === stopButton;
    show(state, text);
    if (hadFocus) runButton.focus();
  }

  /** Where a run parted from its record, in a sentence. */
  function sentence({ file, row, column, recorded, again }) {
    const place = [row && `at ${row}`, column && `in ${column}`, `of ${file}`];
    const value = (text) => text ?? "nothing";
    const values = recorded === undefined && again === undefined
      ? "the texts differ"
      : `recorded ${value(recorded)}, here ${value(again)}`;
    return `Parted from the record ${place.filter(Boolean).join(" ")}: ${values}.`;
  }

  // What is shown

  function show(state, text) {
    box.dataset.state = state;
    const busy = going !== undefined;
    // Not disabled: it would lose the focus.
    runButton.ariaDisabled = String(busy);
    stopButton.disabled = !busy;
    choice.disabled = busy;
    if (verdict.textContent !== text) verdict.textContent = text;
  }

  function advance(run, points) {
    if (points.length === 0) return;
    run.step = points.at(-1)[0];
    progress.value = run.step;
    const spent = (performance.now() - run.began) / 1000;
    const left = spent / run.step * (run.total - run.step);
    part(".again-pace").hidden = false;
    part(".again-pace span").textContent = `step ${run.step} of ${run.total}` +
      (left >= 1 && spent > 0.5 ? `, about ${seconds(left)} left` : "");
    run.points.push(...points.filter(([step]) => step % run.each === 0 || step === 1));
    drawPoints(run);
  }

  /** At most one drawing at a time; the last state is always drawn. */
  async function drawPoints(run) {
    if (run.drawing) return run.waiting = true;
    run.drawing = true;
    do {
      run.waiting = false;
      const rows = toRows(run.points.splice(0), "again");
      await run.view.change("curves", vega.changeset().insert(rows)).runAsync();
      await new Promise((resolve) => setTimeout(resolve, 50));
    } while (run.waiting);
    run.drawing = false;
  }

  function toRows(points, series) {
    return points.filter(([, loss]) => Number.isFinite(loss))
      .map(([step, trainLoss]) => ({ series, step, trainLoss }));
  }

  /** The recorded curve, with as many steps as are drawn of both. */
  function readCurve(text) {
    const [header, ...lines] = text.trimEnd().split("\n");
    const at = header.split(",").indexOf("trainLoss");
    const each = Math.ceil(lines.length / MOST_POINTS);
    const points = lines.map((line) => line.split(",")).map((row) => [+row[0], Number(row[at])])
      .filter(([step]) => step % each === 0 || step === 1);
    return { total: lines.length, each, recorded: toRows(points, "recorded") };
  }

  async function showCurve(run) {
    const figure = part(".again-figure");
    figure.hidden = false;
    figure.querySelector("figcaption p").textContent =
      "Wide and grey as it was recorded, thin and red as it comes now." +
      (run.each > 1 ? ` Every ${run.each} steps a point; all are compared.` : "");
    progress.max = run.total;
    progress.value = 0;
    const spec = JSON.parse(document.getElementById("again-spec").textContent);
    delete spec.title;
    spec.datasets.curves = run.recorded;
    const losses = run.recorded.map(({ trainLoss }) => trainLoss);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    if (low > 0 && high > 20 * low) spec.encoding.y.scale = { type: "log", nice: false };
    const place = figure.querySelector("[role=img]");
    place.classList.add("chart-box");
    view?.finalize();
    view = run.view = await samebitCharts.embed(place, spec);
  }

  function seconds(value) {
    if (value >= 90) return `${Math.round(value / 60)} min`;
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  }

  box.hidden = false;
  runButton.addEventListener("click", begin);
  stopButton.addEventListener("click", () => going && stop());
})();
