/**
 * The part "Try it": settings of a recorded run as sliders and lists; the run with changed settings
 * is trained here and drawn over the recorded ones. The address of the page keeps the settings.
 */
import { meanAround, SMOOTHED_SHARE, spanDecades, TRIED } from "@samebit/plotting/lines";
import type { JsonObject } from "@samebit/runlog";
import type { MadeMetrics, RerunMessage } from "@samebit/rerun";
import { create, type Row } from "../chart.ts";
import { shortNumber } from "../numbers.ts";
import { charts, createPainter, finite } from "./charts.ts";
import { faultOf, type Job, nameOfKernels, type Program, showSeconds } from "./program.ts";
import { TrainingPart } from "./training_part.ts";
import {
  addressOf,
  changePlan,
  type Changes,
  readAddress,
  type Setting,
  settingsOf,
  showValue,
} from "./settings.ts";

/** What a page holds for this part. */
export interface TryPage {
  /** The variants that a reader can start from. */
  readonly variants: readonly {
    readonly label: string;
    readonly plan: JsonObject;
    /** What was recorded of it, by metric. */
    readonly recorded: Readonly<Record<string, string>>;
  }[];
  /** The metrics that are reported at the end, by name. */
  readonly metrics: readonly (readonly [name: string, title: string])[];
  /** The charts whose lines are recorded: of the loss, and of the figure that decides. */
  readonly sources: readonly [loss: string, choice: string];
}

const LOSS = "chart-try-loss";
const CHOICE = "chart-try-choice";

/** Settings that are always visible; the others are folded. */
const OPEN = 6;

/** Points of a tried line, at most. */
const MOST_POINTS = 240;

/** How long to wait for a slider to rest before its value is applied. */
const REST_MS = 300;

/** A run that is tried, and its lines. */
interface Run {
  readonly began: number;
  readonly losses: number[];
  readonly epochs: (readonly [epoch: number, value: number])[];
  steps: number;
  kernels: string;
  job?: Job;
}

/** The part of the page, and what is in progress in it. */
export class Try extends TrainingPart<Run> {
  private readonly page: TryPage;
  private readonly plans: ReadonlyMap<string, JsonObject>;
  private readonly choice: HTMLSelectElement;
  private changes = new Map<string, number | string>();
  /** Runs that are drawn, the last first. */
  private runs: Run[] = [];
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly paint = createPainter(() => this.draw());

  constructor(box: HTMLElement, private readonly program: Program) {
    super(box, "try");
    this.page = JSON.parse(this.part("script.try-page").textContent);
    this.plans = new Map(this.page.variants.map(({ label, plan }) => [label, plan]));
    this.choice = this.part("select");
    this.choice.addEventListener("change", () => this.reset());
    this.part('[data-try="reset"]').addEventListener("click", () => this.reset());
    // Whoever comes to a setting may change it. Why there is no worker is told when one is needed.
    box.addEventListener("focusin", () => this.program.prepare().catch(() => {}));
    box.hidden = false;
    this.showSettings();
    this.readAddress();
    addEventListener("hashchange", () => this.readAddress());
  }

  /** The label of the variant that is started from. */
  private get variant(): string {
    return this.page.variants[this.choice.selectedIndex]!.label;
  }

  private readAddress(): void {
    const read = readAddress(location.hash.slice(1), this.plans);
    if (read === undefined) return;
    this.choice.selectedIndex = this.page.variants.findIndex(({ label }) => label === read.variant);
    this.changes = new Map(read.changes);
    this.showSettings();
    this.box.closest("section")!.scrollIntoView();
    this.show("set", "Set from the address of this page; train it to see the result.");
  }

  /** Puts the settings into the address, without an entry in the history. */
  private writeAddress(): void {
    history.replaceState(history.state, "", `#${addressOf(this.variant, this.changes)}`);
  }

  /** Sets everything as it was recorded of the variant. */
  private reset(): void {
    this.changes = new Map();
    this.showSettings();
    this.changed();
  }

  /** Every change trains, a moment after the last. */
  private changed(): void {
    this.writeAddress();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.begin(), REST_MS);
  }

  private showSettings(): void {
    const plan = this.plans.get(this.variant)!;
    const settings = settingsOf(plan, [...this.plans.values()], this.changes);
    const controls = settings.map((setting) => this.control(setting));
    const more = create("details", { className: "try-more" });
    more.open = this.box.querySelector<HTMLDetailsElement>(".try-more")?.open ?? false;
    const folded = create("div", { className: "try-settings" });
    folded.append(...controls.slice(OPEN));
    more.append(create("summary", { textContent: "More settings" }), folded);
    this.part(".try-open").replaceChildren(...controls.slice(0, OPEN));
    this.part(".try-folded").replaceChildren(...(controls.length > OPEN ? [more] : []));
  }

  /** A slider over the places of the values, or a list of them. */
  private control({ key, title, kind, values, at }: Setting): HTMLElement {
    const label = create("label", { className: "try-setting" });
    const name = create("span", { textContent: title });
    const shown = create("b", { textContent: showValue(values[at]!) });
    const choose = (place: number) => {
      this.changes.set(key, values[place]!);
      shown.textContent = showValue(values[place]!);
    };
    if (kind === "list") {
      const list = create("select", { ariaLabel: title });
      list.append(...values.map((value) => create("option", { textContent: String(value) })));
      list.selectedIndex = at;
      list.addEventListener("change", () => {
        choose(list.selectedIndex);
        this.changed();
      });
      label.append(name, list);
      return label;
    }
    const slider = create("input", { type: "range", min: "0", max: String(values.length - 1) });
    slider.value = String(at);
    slider.ariaLabel = title;
    slider.ariaValueText = showValue(values[at]!);
    slider.addEventListener("input", () => {
      choose(Number(slider.value));
      slider.ariaValueText = shown.textContent;
    });
    slider.addEventListener("change", () => this.changed());
    label.append(name, shown, slider);
    return label;
  }

  protected async begin(): Promise<void> {
    clearTimeout(this.resting);
    this.going?.job?.stop();
    this.writeAddress();
    const run: Run = { began: performance.now(), losses: [], epochs: [], steps: 0, kernels: "" };
    this.going = run;
    this.runs = [run, ...this.runs.filter(({ losses }) => losses.length > 0)].slice(
      0,
      TRIED.length,
    );
    this.show("busy", "Checking the kernels …");
    this.part(".again-pace").hidden = true;
    try {
      await this.program.bring();
      if (this.going !== run) return;
      const plan = changePlan(this.plans.get(this.variant)!, this.changes as Changes);
      run.job = this.program.start({ kind: "try", plan }, (message) => this.hear(run, message));
      // The worker is busy meanwhile.
      this.draw(true);
    } catch (error) {
      if (this.going === run) this.end("failed", faultOf(error));
    }
  }

  private hear(run: Run, message: RerunMessage): void {
    if (message.kind === "begun") run.kernels = nameOfKernels(message);
    else if (message.kind === "checked") {
      run.steps = message.steps;
      this.show("busy", `Training ${run.kernels} …`);
    } else if (message.kind === "progress") this.advance(run, message);
    else if (message.kind === "tried") this.finish(run, message.tried.ended, message.metrics);
    else if (message.kind === "failed") this.end("failed", `${message.reason}.`);
  }

  private advance(
    run: Run,
    { points, epochs = [] }: Extract<RerunMessage, { kind: "progress" }>,
  ): void {
    if (run.losses.length === 0 && points.length > 0) {
      this.box.dataset["firstMs"] = String(Math.round(performance.now() - run.began));
    }
    run.losses.push(...points.map(([, loss]) => loss));
    run.epochs.push(...epochs);
    this.showPace(run.losses.length, run.steps);
    this.paint();
  }

  private finish(run: Run, ended: string, metrics: MadeMetrics): void {
    const { recorded } = this.page.variants[this.choice.selectedIndex]!;
    const numbers = this.page.metrics.flatMap(([name, title]) => {
      const value = metrics[name as keyof MadeMetrics];
      if (value === undefined) return [];
      const before = recorded[name];
      return [`${title} ${shortNumber(value)}${before ? ` (recorded ${before})` : ""}`];
    });
    const time = showSeconds((performance.now() - run.began) / 1000);
    const how = ended === "completed" ? "" : ` It ${ended}.`;
    this.end("tried", `${numbers.join("; ")}. Trained here ${run.kernels} in ${time}.${how}`);
    this.paint();
  }

  protected stop(): void {
    clearTimeout(this.resting);
    if (!this.going) return;
    const { losses, steps } = this.going;
    this.end("stopped", `Stopped at step ${losses.length} of ${steps || "the run"}.`);
  }

  /** Draws all lines; `first` if the chart may have to choose its scale. */
  private draw(first = false): void {
    const [loss, choice] = this.page.sources;
    const losses = this.recorded(loss, "smooth", "step");
    const tried = this.runs.flatMap((run, at) =>
      lossesOf(run).map((row) => ({ ...row, ...nameOf(at) }))
    );
    const log = spanDecades(losses.map(({ mean }) => Number(mean)));
    charts().fill(LOSS, { curves: [...losses, ...tried] }, ...(first ? [log] : []));
    const epochs = this.runs.flatMap(({ epochs }, at) =>
      epochs.map(([epoch, value]): Row => ({ epoch, mean: finite(value), ...nameOf(at) }))
    );
    const curves = [...this.recorded(choice, "epochs", "epoch"), ...epochs];
    charts().fill(CHOICE, { curves }, ...(first ? [false] : []));
  }

  private recorded(chart: string, data: string, x: string): Row[] {
    return (charts().rows(chart)[data] ?? []).map((row) => ({
      variant: row["variant"],
      [x]: row[x],
      mean: row["mean"],
      line: row["variant"] === this.variant ? "strong" : "faint",
    }));
  }
}

function nameOf(at: number): Row {
  return { variant: TRIED[at]!, line: at === 0 ? "now" : "faint" };
}

/** Smoothed as recorded lines are; a loss of 0 has no place on a logarithmic axis. */
function lossesOf({ losses, steps }: Run): Row[] {
  const reach = Math.floor((steps || losses.length) * SMOOTHED_SHARE / 2);
  const each = Math.max(1, Math.ceil(losses.length / MOST_POINTS));
  return losses.flatMap((_, at): Row[] => {
    if (at % each !== 0 && at !== losses.length - 1) return [];
    const mean = meanAround(losses, at, reach);
    return [{ step: at + 1, mean: mean > 0 ? finite(mean) : null }];
  });
}
