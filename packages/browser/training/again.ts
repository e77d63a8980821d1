/**
 * The part "Run it again here": makes a recorded run again and shows how it goes. The worker compares,
 * this only shows.
 */
import { spanDecades } from "@samebit/plotting/lines";
import type { RerunDifference, RerunMessage } from "@samebit/rerun";
import type { Row } from "../chart.ts";
import { charts, createPainter, finite } from "./charts.ts";
import {
  faultOf,
  type Job,
  nameOfKernels,
  type Program,
  showSeconds,
  startJob,
  type Waiting,
} from "./program.ts";

const CHART = "chart-again";

/** Points of each curve, at most: drawn, and in the table behind them. */
const MOST_POINTS = 500;

/** A re-run with its recorded curve, thinned to every `each` steps, by step. */
interface Run {
  total: number;
  each: number;
  rows: Map<number, Row>;
  step: number;
  began: number;
  kernels: string;
  parted?: string;
  job?: Job;
}

/** Where a run differs from its record, in a sentence. */
export function sentenceOf({ file, row, column, recorded, again }: RerunDifference): string {
  const place = [row && `at ${row}`, column && `in ${column}`, `of ${file}`];
  const values = recorded === undefined && again === undefined
    ? "the texts differ"
    : `recorded ${recorded ?? "nothing"}, here ${again ?? "nothing"}`;
  return `Differs from the record ${place.filter(Boolean).join(" ")}: ${values}.`;
}

/** The part of the page, and what is under way in it. */
export class Again {
  private readonly choice: HTMLSelectElement;
  private readonly runButton: HTMLButtonElement;
  private readonly stopButton: HTMLButtonElement;
  private readonly progress: HTMLProgressElement;
  private readonly verdict: HTMLElement;
  private readonly note: HTMLElement;
  private readonly drawnHow: string;
  /** The re-run in progress. */
  private going: Run | undefined;
  /** The one whose curves are on the page. */
  private drawn: Run | undefined;
  private readonly paint = createPainter(() => {
    if (this.drawn) charts().fill(CHART, { curves: [...this.drawn.rows.values()] });
  });

  constructor(private readonly box: HTMLElement, private readonly program: Program) {
    this.choice = this.part("select");
    this.runButton = this.part('[data-again="run"]');
    this.stopButton = this.part('[data-again="stop"]');
    this.progress = this.part("progress");
    this.verdict = this.part(".again-verdict");
    this.note = this.part("figcaption p");
    this.drawnHow = this.note.textContent ?? "";
    this.runButton.addEventListener("click", () => this.begin());
    this.stopButton.addEventListener("click", () => this.stop());
    box.hidden = false;
  }

  private part<E extends HTMLElement>(selector: string): E {
    return this.box.querySelector<E>(selector)!;
  }

  private async begin(): Promise<void> {
    if (this.going) return;
    const option = this.choice.selectedOptions[0];
    if (!option) return;
    const run: Run = { total: 0, each: 1, rows: new Map(), step: 0, began: 0, kernels: "" };
    this.going = run;
    this.show("busy", "");
    try {
      const waiting: Waiting = { name: option.value, script: option.dataset["script"] ?? "" };
      const recorded = await this.program.bringRecord(waiting);
      if (this.going !== run) return;
      Object.assign(run, readCurve(recorded.files["steps.csv"] ?? ""));
      this.showCurve(run);
      run.began = performance.now();
      run.job = startJob({ kind: "rerun", recorded }, (message) => this.hear(run, message));
    } catch (error) {
      if (this.going === run) this.end("failed", faultOf(error));
    }
  }

  private hear(run: Run, message: RerunMessage): void {
    if (message.kind === "begun") {
      run.kernels = nameOfKernels(message);
      this.show("busy", `Checking the kernels ${run.kernels} …`);
    } else if (message.kind === "checked") {
      this.show("busy", `Training ${run.kernels} …`);
    } else if (message.kind === "progress") {
      this.advance(run, message.points);
    } else if (message.kind === "parted") {
      run.parted = sentenceOf(message.difference);
      this.show("parted", `${run.parted} The run continues.`);
    } else if (message.kind === "done") {
      this.finish(run, message.verdict);
    } else if (message.kind === "failed") {
      this.end("failed", `${message.reason}.`);
    }
  }

  private finish(
    run: Run,
    { equal, files }: { readonly equal: number; readonly files: readonly string[] },
  ): void {
    const time = showSeconds((performance.now() - run.began) / 1000);
    if (run.parted) return this.end("parted", `${run.parted} Trained ${run.kernels} in ${time}.`);
    const names = `${files.slice(0, -1).join(", ")} and ${files.at(-1)}`;
    this.end(
      "same",
      `Identical to the last bit: all ${equal.toLocaleString("en")} numbers of ${names}, ` +
        `trained here ${run.kernels} in ${time}.`,
    );
  }

  private stop(): void {
    if (!this.going) return;
    const { step, total, parted } = this.going;
    const found = parted ?? "All numbers up to there match the record.";
    const text = `Stopped at step ${step} of ${total || "the run"}. ${found}`;
    this.end(parted ? "parted" : "stopped", text);
  }

  private end(state: string, text: string): void {
    this.going?.job?.stop();
    this.going = undefined;
    const hadFocus = document.activeElement === this.stopButton;
    this.show(state, text);
    if (hadFocus) this.runButton.focus();
  }

  private show(state: string, text: string): void {
    this.box.dataset["state"] = state;
    const busy = this.going !== undefined;
    // Not disabled: it would lose the focus.
    this.runButton.ariaDisabled = String(busy);
    this.stopButton.disabled = !busy;
    this.choice.disabled = busy;
    if (this.verdict.textContent !== text) this.verdict.textContent = text;
  }

  private advance(run: Run, points: readonly (readonly [step: number, loss: number])[]): void {
    const last = points.at(-1);
    if (last === undefined) return;
    run.step = last[0];
    this.progress.value = run.step;
    const spent = (performance.now() - run.began) / 1000;
    const left = spent / run.step * (run.total - run.step);
    this.part(".again-pace").hidden = false;
    this.part(".again-pace span").textContent = `step ${run.step} of ${run.total}` +
      (left >= 1 && spent > 0.5 ? `, about ${showSeconds(left)} left` : "");
    for (const [step, loss] of points) {
      const row = run.rows.get(step);
      if (row) row["again"] = finite(loss);
    }
    this.paint();
  }

  private showCurve(run: Run): void {
    this.drawn = run;
    this.note.textContent = run.each > 1
      ? `${this.drawnHow} Every ${run.each} steps a point; all are compared.`
      : this.drawnHow;
    this.progress.max = run.total;
    this.progress.value = 0;
    const curves = [...run.rows.values()];
    const losses = curves.flatMap(({ recorded }) => typeof recorded === "number" ? [recorded] : []);
    charts().fill(CHART, { curves }, spanDecades(losses));
  }
}

/** The recorded curve, thinned, by step. */
function readCurve(text: string): Pick<Run, "total" | "each" | "rows"> {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const at = header.split(",").indexOf("trainLoss");
  const each = Math.ceil(lines.length / MOST_POINTS);
  const rows = lines.map((line) => line.split(","))
    .map((row): Row & { step: number } => ({
      step: Number(row[0]),
      recorded: finite(Number(row[at])),
    }))
    .filter(({ step }) => step % each === 0 || step === 1);
  return { total: lines.length, each, rows: new Map(rows.map((row) => [row.step, row])) };
}
