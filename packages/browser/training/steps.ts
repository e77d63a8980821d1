/**
 * The part "Step through a run": repeats a recorded run, keeps what the worker reports about its
 * inside, and shows the step at the slider. What the worker sends is bounded.
 */
import type { RerunMessage, Scene, Snapshot } from "@samebit/rerun";
import { create } from "../chart.ts";
import { shortNumber } from "../numbers.ts";
import { sentenceOf } from "./again.ts";
import { charts } from "./charts.ts";
import { faultOf, type Job, nameOfKernels, type Program } from "./program.ts";
import { distribution, drawTiles, farthest, tilesOf } from "./step_pictures.ts";
import { TrainingPart } from "./training_part.ts";

/** The columns of `layers.csv` that are shown, in the order of the heads. */
const COLUMNS = [
  ["gradientNorm", "Gradient norm"],
  ["updateRatio", "Update to weight ratio"],
  ["deadUnits", "Dead units"],
  ["activationMean", "Activation mean"],
  ["activationSpread", "Activation spread"],
] as const;

/** A run under inspection. */
interface Run {
  readonly snapshots: Snapshot[];
  scene?: Scene;
  kernels: string;
  total: number;
  parted?: string;
  job?: Job;
}

/** The part of the page, and what is in progress in it. */
export class Steps extends TrainingPart<Run> {
  private readonly choice: HTMLSelectElement;
  private readonly slider: HTMLInputElement;
  private readonly image: HTMLSelectElement;
  private run: Run | undefined;
  /** The scales of colours and bars: the same at all steps that are kept. */
  private scale = { weights: 0, maps: [] as number[], ranges: [] as (readonly [number, number])[] };

  constructor(box: HTMLElement, private readonly program: Program) {
    super(box, "steps");
    this.choice = this.part("select");
    this.slider = this.part('input[type="range"]');
    this.image = this.part(".steps-maps select");
    this.slider.addEventListener("input", () => this.draw());
    this.image.addEventListener("change", () => this.draw());
    for (const what of ["weights", "maps"] as const) this.offerLarger(what);
    box.hidden = false;
  }

  /** A click on a tile, or the button, shows tiles one by one. */
  private offerLarger(what: "weights" | "maps"): void {
    const box = this.part(`.steps-${what} .tiles`);
    const button = this.part(`[data-pictures="${what}"]`);
    const open = (at: number) => {
      const pictures = [...box.querySelectorAll("canvas")].map((canvas, tile) => ({
        address: canvas.toDataURL(),
        facts: this.factsOf(what, tile),
      }));
      charts().enlarge(this.part(`.steps-${what} h3`).textContent, pictures, at, button);
    };
    button.addEventListener("click", () => open(0));
    box.addEventListener("click", ({ target }) => {
      if (target instanceof HTMLCanvasElement) open([...box.children].indexOf(target));
    });
  }

  /** What a tile is, and at which step. */
  private factsOf(what: "weights" | "maps", tile: number) {
    const { step } = this.run!.snapshots[Number(this.slider.value)]!;
    const name = what === "weights"
      ? { name: "Picture", value: String(tile + 1) }
      : tile === 0
      ? { name: "Image of", value: this.image.value }
      : { name: "Filter", value: String(tile) };
    return [name, { name: "Step", value: String(step) }];
  }

  protected async begin(): Promise<void> {
    if (this.going) return;
    const option = this.choice.selectedOptions[0];
    if (!option) return;
    const run: Run = { snapshots: [], kernels: "", total: 0 };
    this.going = this.run = run;
    this.part(".steps-shown").hidden = true;
    this.show("busy", "Checking the kernels …");
    try {
      const waiting = { name: option.value, script: option.dataset["script"] ?? "" };
      const recorded = await this.program.bringRecord(waiting);
      if (this.going !== run) return;
      const task = { kind: "rerun", recorded, looks: true } as const;
      run.job = this.program.start(task, (message) => this.hear(run, message));
    } catch (error) {
      if (this.going === run) this.end("failed", faultOf(error));
    }
  }

  private hear(run: Run, message: RerunMessage): void {
    if (message.kind === "begun") run.kernels = nameOfKernels(message);
    else if (message.kind === "checked") {
      run.total = message.steps;
      this.show("busy", `Training ${run.kernels} …`);
    } else if (message.kind === "scene") run.scene = message.scene;
    else if (message.kind === "snapshot") run.snapshots.push(message.snapshot);
    else if (message.kind === "progress") {
      const last = message.points.at(-1);
      if (last) this.showPace(last[0], run.total);
    } else if (message.kind === "parted") run.parted = sentenceOf(message.difference);
    else if (message.kind === "done") {
      const { equal } = message.verdict;
      this.end(
        run.parted ? "parted" : "same",
        run.parted ??
          `Identical to the last bit: all ${equal.toLocaleString("en")} numbers, trained here ` +
            `${run.kernels}. ${run.snapshots.length} steps were kept.`,
      );
      this.reveal(run);
    } else if (message.kind === "failed") this.end("failed", `${message.reason}.`);
  }

  protected stop(): void {
    if (!this.going) return;
    const run = this.going;
    this.end("stopped", `Stopped; ${run.snapshots.length} steps were kept.`);
    this.reveal(run);
  }

  /** Shows what was kept, from the last step whose layers were measured. */
  private reveal({ scene, snapshots }: Run): void {
    if (scene === undefined || snapshots.length === 0) return;
    this.scale = {
      weights: farthest(snapshots.map(({ weights }) => weights)),
      maps: scene.images.labels.map((_, image) =>
        farthest(snapshots.map(({ maps }) => mapsOf(scene, maps, image)))
      ),
      ranges: scene.layers.map((_, at) => rangeOf(snapshots.map(({ outputs }) => outputs[at]!))),
    };
    this.slider.max = String(snapshots.length - 1);
    this.slider.value = String(Math.max(0, snapshots.findLastIndex(({ rows }) => rows.length > 0)));
    this.image.replaceChildren(
      ...scene.images.labels.map((label) => create("option", { textContent: label })),
    );
    this.part(".steps-weights").hidden = scene.weights === undefined;
    this.part(".steps-maps").hidden = scene.maps === undefined;
    this.part(".steps-weights p").textContent =
      `A picture for each unit or filter. Blue is below 0, orange above; full colour is ±${
        shortNumber(this.scale.weights)
      }, the farthest from 0 at any of these steps.`;
    this.part(".steps-shown").hidden = false;
    this.draw();
  }

  /** Draws the step that the slider is at. */
  private draw(): void {
    const { scene, snapshots, total } = this.run!;
    const snapshot = snapshots[Number(this.slider.value)];
    if (scene === undefined || snapshot === undefined) return;
    const { step, epoch, trainLoss } = snapshot;
    const loss = trainLoss === undefined
      ? "before the first update"
      : `epoch ${epoch}, loss of its minibatch ${shortNumber(trainLoss)}`;
    this.part(".steps-at").textContent = `Step ${step} of ${total}: ${loss}`;
    this.slider.ariaValueText = `step ${step}`;
    if (scene.weights) {
      const box = this.part(".steps-weights .tiles");
      drawTiles(box, tilesOf(scene.weights, snapshot.weights, this.scale.weights));
      box.ariaLabel = `${scene.weights.count} pictures of weights at step ${step}, ` +
        `the farthest from 0 at ${shortNumber(farthest([snapshot.weights]))}`;
    }
    if (scene.maps) this.drawMaps(scene, snapshot);
    this.part("tbody").replaceChildren(
      ...scene.layers.map((layer, at) => this.rowOf(layer.name, snapshot, at)),
    );
  }

  /** The chosen image and its feature maps. */
  private drawMaps(scene: Scene, snapshot: Snapshot): void {
    const { images, maps } = scene;
    const chosen = Math.max(0, this.image.selectedIndex);
    const most = this.scale.maps[chosen]!;
    const box = this.part(".steps-maps .tiles");
    drawTiles(box, [
      tilesOf(images, images.levels, 1)[chosen]!,
      ...tilesOf(maps!, mapsOf(scene, snapshot.maps, chosen), most),
    ]);
    this.part(".steps-maps p").textContent =
      `The image, then what comes out for it, a picture for each filter; full colour is ±${
        shortNumber(most)
      }, the farthest from 0 at any of these steps.`;
    box.ariaLabel = `An image of ${images.labels[chosen]} and ${maps!.count} feature maps of it ` +
      `at step ${snapshot.step}`;
  }

  private rowOf(name: string, { rows, outputs }: Snapshot, at: number): HTMLElement {
    const line = create("tr");
    const head = create("th", { textContent: name, scope: "row" });
    line.role = "row";
    head.role = "rowheader";
    const cells = COLUMNS.map(([column, title]) => {
      const value = rows[at]?.[column];
      const text = value === undefined || Number.isNaN(value) ? "—" : shortNumber(value);
      return cellOf(title, text, "number");
    });
    const [low, high] = this.scale.ranges[at]!;
    const bars = cellOf("Distribution", "");
    bars.append(
      distribution(outputs[at]!, [low, high]),
      create("span", {
        className: "interval",
        textContent: `${shortNumber(low)} to ${shortNumber(high)}`,
      }),
    );
    line.append(head, ...cells, bars);
    return line;
  }
}

/** The feature maps of an image. */
function mapsOf({ maps }: Scene, values: Float32Array, image: number): Float32Array {
  const size = maps ? maps.count * maps.height * maps.width : 0;
  return values.subarray(image * size, (image + 1) * size);
}

function cellOf(title: string, text: string, className = ""): HTMLTableCellElement {
  const cell = create("td", { textContent: text, className });
  cell.role = "cell";
  cell.dataset["label"] = title;
  return cell;
}

function rangeOf(lists: readonly Float32Array[]): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const values of lists) {
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}
