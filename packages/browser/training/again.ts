/**
 * The part "Run it again here": repeats a recorded run and shows its progress. The worker compares;
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
  type Waiting,
} from "./program.ts";
import { TrainingPart } from "./training_part.ts";

const CHART = "chart-again";

/** The most points of each curve, in the chart and in the table behind it. */
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

/** The part of the page, and what is in progress in it. */
export class Again extends TrainingPart<Run> {
  private readonly choice: HTMLSelectElement;
  private readonly note: HTMLElement;
  private readonly drawnHow: string;
  /** The run whose curves are on the page. */
  private drawn: Run | undefined;
  private readonly paint = createPainter(() => {
    if (this.drawn) charts().fill(CHART, { curves: [...this.drawn.rows.values()] });
  });

  constructor(box: HTMLElement, private readonly program: Program) {
    super(box, "again");
    this.choice = this.part("select");
    this.note = this.part("figcaption p");
    this.drawnHow = this.note.textContent ?? "";
    box.hidden = false;
  }

  protected async begin(): Promise<void> {
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
      run.job = this.program.start(
        { kind: "rerun", recorded },
        (message) => this.hear(run, message),
      );
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

  protected stop(): void {
    if (!this.going) return;
    const { step, total, parted } = this.going;
    const found = parted ?? "All numbers up to there match the record.";
    const text = `Stopped at step ${step} of ${total || "the run"}. ${found}`;
    this.end(parted ? "parted" : "stopped", text);
  }

  protected override show(state: string, text: string): void {
    super.show(state, text);
    const busy = this.going !== undefined;
    // Not disabled: it would lose the focus.
    this.runButton.ariaDisabled = String(busy);
    this.choice.disabled = busy;
  }

  private advance(run: Run, points: readonly (readonly [step: number, loss: number])[]): void {
    const last = points.at(-1);
    if (last === undefined) return;
    run.step = last[0];
    const spent = (performance.now() - run.began) / 1000;
    const left = spent / run.step * (run.total - run.step);
    const isKnown = left >= 1 && spent > 0.5;
    this.showPace(run.step, run.total, isKnown ? `, about ${showSeconds(left)} left` : "");
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
    this.showPace(0, run.total);
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
