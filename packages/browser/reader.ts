/**
 * The reader's settings for all charts of a page: which variants are hidden, and which epochs are
 * shown. It reaches the charts as the signals of their specs.
 */
import { type Chart, type Ends, madeOf } from "./chart.ts";
import { type Clocks, readClocks, unitsPerEpoch } from "./line_rows.ts";

/** The choices of a reader. */
export class Reader {
  /** The labels of the variants, as in the legend. */
  labels: readonly string[] = [];
  /** The positions of those that are hidden. */
  readonly hidden = new Set<number>();
  /** The epochs that are seen. */
  epochs: Ends = [null, null];

  /** The clocks of the variants, where times were recorded. */
  clocks: Clocks = new Map();

  /** The colours of the variants as the legend has them. */
  private colours: readonly string[] = [];

  /** Takes in the variants of the page. */
  readLabels(): void {
    this.labels = JSON.parse(document.getElementById("variants")?.textContent ?? "[]");
    this.clocks = readClocks();
    this.colours = [...document.querySelectorAll("[data-variant] line")]
      .map((line) => line.getAttribute("stroke") ?? "");
  }

  /** The colour of a variant, where there are several. */
  colourOf(label: string): string | undefined {
    return this.colours[this.labels.indexOf(label)];
  }

  /** Whether a variant is hidden, by its label. */
  hides(label: string): boolean {
    return this.hidden.has(this.labels.indexOf(label));
  }

  /** Hides a variant or shows it again; "all" shows every one. */
  toggle(variant: string | undefined): void {
    if (variant === "all") this.hidden.clear();
    else if (!this.hidden.delete(Number(variant))) this.hidden.add(Number(variant));
  }

  /** Shows a variant alone; all of them where it is alone already. */
  showAlone(variant: string | undefined): void {
    const at = Number(variant);
    const isAlone = !this.hidden.has(at) && this.hidden.size === this.labels.length - 1;
    this.hidden.clear();
    if (!isAlone) this.labels.forEach((_, other) => other !== at && this.hidden.add(other));
  }

  /** The signals of a chart that follow from the reader's choices. */
  signalsOf(chart: Chart): Readonly<Record<string, unknown>> {
    const { zoom, choice } = madeOf(chart).usermeta;
    const own = {
      hidden: [...this.hidden].map((at) => this.labels[at]),
      ...(choice && { chosen: choice.options[chart.choice ?? choice.first] }),
    };
    if (!zoom) return own;
    const perEpoch = unitsPerEpoch(chart, this.clocks);
    const scaled = (epoch: number | null) => epoch === null ? null : epoch * perEpoch!;
    const [xFrom, xTo] = chart.alone ?? (perEpoch ? this.epochs.map(scaled) : [null, null]);
    const [yFrom, yTo] = chart.range ?? [null, null];
    return { ...own, xFrom, xTo, yFrom, yTo };
  }
}
