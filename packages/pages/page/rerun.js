/**
 * Makes a recorded run again in a worker and shows how it goes. The program of the worker and the
 * record of the run are scripts that are loaded when they are asked for; the worker compares, this
 * script only shows. A classic script, as all of a page that opens from a folder.
 */
"use strict";

/**
 * A row of the chart: what was recorded at a step, and what the re-run gives there.
 * @typedef {{ step: number, recorded: number | null, again?: number | null }} Row
 */

/**
 * A re-run with its recorded curve, thinned to every `each` steps, by step.
 * @typedef {object} Run
 * @property {number} total
 * @property {number} each
 * @property {Map<number, Row>} rows
 * @property {number} step
 * @property {number} began
 * @property {string} kernels
 * @property {string} [parted]
 * @property {Worker} [worker]
 * @property {boolean} [drawing]
 * @property {boolean} [waiting]
 */

/** @typedef {{ files: Record<string, string> }} RecordedRun */

/**
 * @typedef {{ file: string, row?: string, column?: string, recorded?: string, again?: string }}
 *   Difference
 */

/**
 * What the worker tells.
 * @typedef {{ kind: "begun", because?: string }
 *   | { kind: "progress", points: [step: number, loss: number][] }
 *   | { kind: "parted", difference: Difference }
 *   | { kind: "done", verdict: { equal: number, files: string[] } }
 *   | { kind: "failed", reason: string }} Message
 */

/**
 * What other scripts leave for this one.
 * @typedef {object} Shared
 * @property {{ fill(id: string, data: { curves: Row[] }, log?: boolean): Promise<void> }}
 *   samebitCharts
 * @property {Record<string, RecordedRun>} samebitRecords
 * @property {string} samebitRerunWorker
 */

(() => {
  const shared = /** @type {Shared} */ (/** @type {unknown} */ (globalThis));

  const PROGRAM = "../assets/rerun_worker.js";
  const CHART = "chart-again";

  /** Points of each curve, at most: drawn, and in the table behind them. */
  const MOST_POINTS = 500;

  /** The part of the page, which one that is open while runs are made gets with the first whole one. */
  /** @type {HTMLElement} */
  let box;
  /** @type {HTMLSelectElement} */
  let choice;
  /** @type {HTMLButtonElement} */
  let runButton;
  /** @type {HTMLButtonElement} */
  let stopButton;
  /** @type {HTMLProgressElement} */
  let progress;
  /** @type {HTMLElement} */
  let verdict;
  /** @type {HTMLElement} */
  let note;
  let drawnHow = "";

  /**
   * An element of the part; the page that has the part has all of them.
   *
   * @template {HTMLElement} [E=HTMLElement]
   * @param {string} selector
   * @returns {E}
   */
  const part = (selector) => /** @type {E} */ (box.querySelector(selector));

  /** @type {Map<string, Promise<unknown>>} */
  const loaded = new Map();

  /**
   * The re-run in progress: its worker, its rows by step, and where it differs from the record.
   * @type {Run | undefined}
   */
  let going;
  /**
   * The one whose curves are on the page.
   * @type {Run | undefined}
   */
  let drawn;

  /** @param {string} src */
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

  /**
   * What a page that is one file holds in an element, unpacked; nothing where it lies beside the page.
   *
   * @param {string} id
   * @returns {Promise<string | undefined>}
   */
  async function unpack(id) {
    const held = document.getElementById(id);
    if (held === null) return undefined;
    const bytes = Uint8Array.from(atob(held.textContent), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await new Response(stream).text();
  }

  /**
   * Brings the program of the worker, and the record of a run by its name.
   *
   * @param {string} name
   * @param {string} src
   */
  async function bring(name, src) {
    shared.samebitRerunWorker ??= /** @type {string} */ (await unpack("rerun-program"));
    if (shared.samebitRerunWorker === undefined) await load(PROGRAM);
    const records = shared.samebitRecords === undefined && await unpack("rerun-records");
    if (records) shared.samebitRecords = JSON.parse(records);
    if (shared.samebitRecords?.[name] === undefined) await load(src);
  }

  async function begin() {
    if (going) return;
    const option = choice.selectedOptions[0];
    if (!option) return;
    /** @type {Run} */
    const run = going = { total: 0, each: 1, rows: new Map(), step: 0, began: 0, kernels: "" };
    show("busy", "");
    try {
      await bring(option.value, option.dataset.script ?? "");
      if (going !== run) return;
      const recorded = shared.samebitRecords[option.value];
      if (!recorded) throw new Error("its record is not in the file that should hold it");
      Object.assign(run, readCurve(recorded.files["steps.csv"] ?? ""));
      await showCurve(run);
      if (going !== run) return;
      start(run, recorded);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (going === run) end("failed", `It could not be run: ${reason}.`);
    }
  }

  /**
   * @param {Run} run
   * @param {RecordedRun} recorded
   */
  function start(run, recorded) {
    const url = URL.createObjectURL(
      new Blob([shared.samebitRerunWorker], { type: "text/javascript" }),
    );
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

  /**
   * @param {Run} run
   * @param {Message} message
   */
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
      show("parted", `${run.parted} The run continues.`);
    } else if (message.kind === "done") {
      finish(run, message.verdict);
    } else {
      end("failed", `${message.reason}.`);
    }
  }

  /**
   * @param {Run} run
   * @param {{ equal: number, files: string[] }} verdict
   */
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
    if (!going) return;
    const { step, total, parted } = going;
    const found = parted ?? "All numbers up to there match the record.";
    end(
      parted ? "parted" : "stopped",
      `Stopped at step ${step} of ${total || "the run"}. ${found}`,
    );
  }

  /**
   * @param {string} state
   * @param {string} text
   */
  function end(state, text) {
    going?.worker?.terminate();
    going = undefined;
    const hadFocus = document.activeElement === stopButton;
    show(state, text);
    if (hadFocus) runButton.focus();
  }

  /**
   * Where a run differs from its record, in a sentence.
   *
   * @param {Difference} difference
   */
  function sentence({ file, row, column, recorded, again }) {
    const place = [row && `at ${row}`, column && `in ${column}`, `of ${file}`];
    const value = (text = "nothing") => text;
    const values = recorded === undefined && again === undefined
      ? "the texts differ"
      : `recorded ${value(recorded)}, here ${value(again)}`;
    return `Differs from the record ${place.filter(Boolean).join(" ")}: ${values}.`;
  }

  // What is shown

  /**
   * @param {string} state
   * @param {string} text
   */
  function show(state, text) {
    box.dataset.state = state;
    const busy = going !== undefined;
    // Not disabled: it would lose the focus.
    runButton.ariaDisabled = String(busy);
    stopButton.disabled = !busy;
    choice.disabled = busy;
    if (verdict.textContent !== text) verdict.textContent = text;
  }

  /**
   * @param {Run} run
   * @param {[step: number, loss: number][]} points
   */
  function advance(run, points) {
    const last = points.at(-1);
    if (last === undefined) return;
    run.step = last[0];
    progress.value = run.step;
    const spent = (performance.now() - run.began) / 1000;
    const left = spent / run.step * (run.total - run.step);
    part(".again-pace").hidden = false;
    part(".again-pace span").textContent = `step ${run.step} of ${run.total}` +
      (left >= 1 && spent > 0.5 ? `, about ${seconds(left)} left` : "");
    for (const [step, loss] of points) {
      const row = run.rows.get(step);
      if (row) row.again = finite(loss);
    }
    drawPoints(run);
  }

  /**
   * At most one drawing at a time; the last state is always drawn.
   *
   * @param {Run} run
   */
  async function drawPoints(run) {
    if (run.drawing) return void (run.waiting = true);
    run.drawing = true;
    do {
      run.waiting = false;
      await shared.samebitCharts.fill(CHART, { curves: [...run.rows.values()] });
      await new Promise((resolve) => setTimeout(resolve, 50));
    } while (run.waiting && drawn === run);
    run.drawing = false;
  }

  /**
   * The recorded curve, thinned, by step.
   *
   * @param {string} text
   */
  function readCurve(text) {
    const [header = "", ...lines] = text.trimEnd().split("\n");
    const at = header.split(",").indexOf("trainLoss");
    const each = Math.ceil(lines.length / MOST_POINTS);
    const rows = lines.map((line) => line.split(","))
      .map((row) => ({ step: Number(row[0]), recorded: finite(Number(row[at])) }))
      .filter(({ step }) => step % each === 0 || step === 1);
    return { total: lines.length, each, rows: new Map(rows.map((row) => [row.step, row])) };
  }

  /**
   * What has no place in a chart is null, as where the page was made.
   *
   * @param {number} value
   */
  function finite(value) {
    return Number.isFinite(value) ? value : null;
  }

  /** @param {Run} run */
  async function showCurve(run) {
    drawn = run;
    note.textContent = run.each > 1
      ? `${drawnHow} Every ${run.each} steps a point; all are compared.`
      : drawnHow;
    progress.max = run.total;
    progress.value = 0;
    const curves = [...run.rows.values()];
    const losses = curves.map(({ recorded }) => recorded).filter((loss) => loss !== null);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    await shared.samebitCharts.fill(CHART, { curves }, low > 0 && high > 20 * low);
  }

  /** @param {number} value */
  function seconds(value) {
    if (value >= 90) return `${Math.round(value / 60)} min`;
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  }

  function adopt() {
    /** @type {HTMLElement | null} */
    const found = document.querySelector(".again");
    if (found === null || found === box) return;
    box = found;
    choice = part("select");
    runButton = part('[data-again="run"]');
    stopButton = part('[data-again="stop"]');
    progress = part("progress");
    verdict = part(".again-verdict");
    note = part("figcaption p");
    drawnHow = note.textContent ?? "";
    runButton.addEventListener("click", begin);
    stopButton.addEventListener("click", stop);
    box.hidden = false;
  }

  adopt();
  document.addEventListener("pagechange", adopt);
})();
