/**
 * The charts: for each an empty box, its compiled spec and room for the tables behind it, and one
 * legend for all. @samebit/browser draws them in the browser.
 */
import { scriptJson, showCount } from "@samebit/findings";
import { type PageElement, Section, Words } from "@samebit/pages";
import {
  type ChartChoice,
  compileChart,
  type Multiples,
  type Palette,
  usesLog,
  type Zoom,
} from "@samebit/plotting";
import { fillRows, type PageFigure } from "./figures.ts";

/** The chart that carries the answer, before the others. */
export function AnswerChart(
  { figure }: { readonly figure: PageFigure | undefined },
): PageElement | null {
  if (figure === undefined) return null;
  return (
    <Section id="answer" title="At a glance">
      <noscript>
        <p>The charts are drawn by scripts, which this browser does not run.</p>
      </noscript>
      <Chart {...figure} />
    </Section>
  );
}

/** What happens inside the network, folded unless a claim is about it. */
export function Inside(
  { figures, open }: { readonly figures: readonly PageFigure[]; readonly open: boolean },
): PageElement | null {
  if (figures.length === 0) return null;
  return (
    <Section id="inside" title="Inside the network">
      <details class="inside" open={open}>
        <summary>
          {showCount(figures.length, "chart")}: {figures.map(({ spec }) => titleOf(spec).title)
            .map((title) => title.replace(/ by step, layer by layer$/, "")).join(", ")}
        </summary>
        <Figures figures={figures} />
      </details>
    </Section>
  );
}

/** All charts of a page. */
export function Charts(
  { figures, palette, pooled = 0, chosenBy, hasBar = true }: {
    readonly figures: readonly PageFigure[];
    readonly palette: Palette;
    /** Whether the legend and the zoom are above them, not elsewhere on the page. */
    readonly hasBar?: boolean;
    /** How many variants are drawn as one, the last of the palette. */
    readonly pooled?: number;
    /** What the others are chosen by, where some are drawn as one. */
    readonly chosenBy?: string;
  },
): PageElement {
  if (figures.length === 0) {
    return (
      <Section id="charts" title="Charts">
        <p>Nothing is logged yet.</p>
      </Section>
    );
  }
  return (
    <Section id="charts" title="Charts">
      <noscript>
        <p>The charts are drawn by scripts, which this browser does not run.</p>
      </noscript>
      {hasBar && <ChartBar palette={palette} />}
      {pooled > 0 && (
        <p>
          Drawn are {palette.domain.length - 1} of {pooled + palette.domain.length - 1}{" "}
          variants, the best by {chosenBy}{" "}
          and those that claims name; and the others as one, without runs that diverged: its line is
          the mean over their runs, its band goes from the lowest of them to the highest.
        </p>
      )}
      <Figures figures={figures} />
    </Section>
  );
}

/** Charts in pairs, or over the full width. */
export function Figures({ figures, captions }: {
  readonly figures: readonly PageFigure[];
  /** Captions below some of them, by their names. */
  readonly captions?: ReadonlyMap<string, string>;
}): PageElement {
  return (
    <div class="figures">
      {fillRows(figures).map((figure) => (
        <Chart key={figure.id} {...figure} caption={captions?.get(figure.id)} />
      ))}
    </div>
  );
}

/** What acts on all charts of a page: the legend and the zoom. */
export function ChartBar({ palette }: { readonly palette: Palette }): PageElement {
  return (
    <div class="chart-bar" hidden>
      {palette.domain.length > 1 && <Legend palette={palette} />}
      <p class="zoom">
        <label>
          Epochs from{" "}
          <input type="number" min="0" step="any" placeholder="first" data-zoom="from" />
        </label>{" "}
        <label>
          to <input type="number" min="0" step="any" placeholder="last" data-zoom="to" />
        </label>{" "}
        <button type="button" data-zoom="reset" disabled>Whole run</button>
      </p>
      <p class="hint">
        {palette.domain.length > 1 &&
          "Click a variant to hide it, double-click to see it alone. "}
        Drag in a chart to zoom.
      </p>
    </div>
  );
}

function Legend(
  { palette: { domain, range, dashes } }: { readonly palette: Palette },
): PageElement {
  return (
    <div class="legend" role="group" aria-label="Variants shown">
      {domain.map((label, at) => (
        <button key={label} type="button" aria-pressed="true" data-variant={at}>
          <svg class="line" viewBox="0 0 22 6" aria-hidden="true">
            <line
              x1="1"
              x2="21"
              y1="3"
              y2="3"
              stroke={range[at]}
              stroke-width="3"
              stroke-dasharray={dashes[at]!.join(" ")}
            />
          </svg>
          <Words>{label}</Words>
        </button>
      ))}
      <button type="button" class="all" data-variant="all" hidden>Show all</button>
      <script
        type="application/json"
        id="variants"
        dangerouslySetInnerHTML={{ __html: scriptJson(domain) }}
      />
    </div>
  );
}

/** A chart in its frame. One that is filled later is hidden until a script has given it rows. */
export function Chart(
  { id, wide, spec, filledLater, caption }: PageFigure & {
    readonly filledLater?: boolean;
    /** The author's caption. */
    readonly caption?: string | undefined;
  },
): PageElement {
  const { title, note } = titleOf(spec);
  const { logSwitch, startsLog } = switchOf(spec);
  const choice = spec.usermeta?.["choice"] as ChartChoice | undefined;
  return (
    <figure id={`${id}-figure`} class={wide ? "wide" : undefined} hidden={filledLater}>
      <figcaption>
        <h3>
          <Words>{title}</Words>
        </h3>
        <p>
          <Words>{note}</Words>
        </p>
      </figcaption>
      {logSwitch && (
        <label class="switch" hidden>
          <input type="checkbox" data-log={id} checked={startsLog} /> log scale
        </label>
      )}
      {moves(spec) && <Axis id={id} unit={(spec.usermeta!["zoom"] as Zoom).unit} />}
      {spec.usermeta?.["smooths"] === true && (
        <label class="choice smoothing" hidden>
          Smoothing <input type="range" min="0" max="0.99" step="0.01" value="0" data-smooth={id} />
          {" "}
          <output>off</output>
        </label>
      )}
      {choice && (
        <label class="choice" hidden>
          {choice.title}{" "}
          <select data-choice={id}>
            {choice.options.map((option, at) => (
              <option key={option} value={at} selected={at === choice.first}>{option}</option>
            ))}
          </select>
        </label>
      )}
      {spec.usermeta?.["enlarges"] === true && (
        <button
          type="button"
          class="enlarge"
          data-enlarge={id}
          aria-label={`Enlarge the pictures of ${title}`}
          hidden
        >
          Enlarge
        </button>
      )}
      <div
        class="chart-box"
        id={id}
        role="img"
        aria-label={spec.description}
        style={{ minHeight: `${heightOf(spec) + AXIS_HEIGHT}px` }}
      />
      {caption !== undefined && (
        <p class="caption">
          <Words>{caption}</Words>
        </p>
      )}
      <details class="behind" data-chart={id}>
        <summary>Table and data</summary>
        <p class="saves">
          Save: {[["csv", "data (CSV)"], ["spec", "Vega-Lite spec"], ["svg", "SVG"], ["png", "PNG"]]
            .map(([kind, text]) => (
              <button
                key={kind}
                type="button"
                data-save={kind}
                aria-label={`Save ${text} of ${title}`}
              >
                {text}
              </button>
            ))}
        </p>
        <div class="tables" />
      </details>
      <script
        type="application/json"
        class="chart"
        data-for={id}
        dangerouslySetInnerHTML={{ __html: scriptJson(compileChart(spec)) }}
      />
    </figure>
  );
}

const AXES = [["step", "Step"], ["epoch", "Epoch"], [
  "time",
  "Time, which differs by machine",
]] as const;

/** What the horizontal axis counts; scripts offer a choice if times were recorded. */
function Axis({ id, unit }: { readonly id: string; readonly unit: string }): PageElement {
  return (
    <label class="choice along" hidden>
      Horizontal axis{" "}
      <select data-along={id}>
        {AXES.map(([value, text]) => (
          <option key={value} value={value} selected={value === unit}>{text}</option>
        ))}
      </select>
    </label>
  );
}

/**
 * Whether the lines of a chart can have another horizontal axis; small multiples have no room for
 * it.
 */
function moves({ usermeta }: PageFigure["spec"]): boolean {
  return usermeta?.["zoom"] !== undefined && usermeta["tip"] !== undefined &&
    usermeta["multiples"] === undefined;
}

/** The title of a figure, and how things are drawn. */
export function titleOf({ title }: PageFigure["spec"]): { title: string; note: string } {
  const { text = "", subtitle = [] } = title as { text?: string; subtitle?: readonly string[] };
  return { title: text, note: subtitle.join(" ") };
}

/** What axis and padding add to the height of a plot, in pixels. */
const AXIS_HEIGHT = 46;

/** What the name of one of several plots adds, in pixels. */
const HEADER_HEIGHT = 40;

/** The height that the chart will take, so that nothing moves when it is drawn. */
function heightOf(spec: PageFigure["spec"]): number {
  const { height } = spec as { height?: unknown };
  const multiples = spec.usermeta?.["multiples"] as Multiples | undefined;
  // Three side by side is a guess: how many there are depends on the width of the window.
  if (multiples) {
    return Math.ceil(multiples.count / 3) * (multiples.height + HEADER_HEIGHT) + AXIS_HEIGHT / 2;
  }
  return typeof height === "number" ? height : 0;
}

function switchOf(spec: PageFigure["spec"]): { logSwitch: boolean; startsLog: boolean } {
  const logSwitch = spec.usermeta?.["logSwitch"] !== undefined;
  return { logSwitch, startsLog: logSwitch && usesLog(spec) };
}
