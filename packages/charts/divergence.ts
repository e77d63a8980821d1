/**
 * Two runs that differ: how far apart losses and parameters are from step to step, and how many
 * representable numbers lie between the elements of the first tensor that differs.
 */
import { ulps32, ulps64 } from "@samebit/arithmetic";
import {
  alongSteps,
  axisFormat,
  type ChartSpec,
  colourBy,
  createPalette,
  frame,
  numberAxis,
  type Palette,
  shown,
  thin,
  tipNumber,
  zoomed,
} from "@samebit/plotting";
import { columnNamed, STEP_COLUMNS } from "@samebit/runlog";
import { highest } from "@samebit/statistics";

const STEP = columnNamed(STEP_COLUMNS, "step");

/** Points of a line at most. */
const MOST_POINTS = 600;

/**
 * The most cells along either side of the heatmap; in a larger tensor a cell is a block of
 * elements.
 */
const MOST_CELLS = 48;

/** A step of two runs. */
export interface StepApart {
  /** The step, from 1. */
  readonly step: number;
  /** The training loss of either run. */
  readonly losses: readonly [a: number, b: number];
  /** The norm of the difference of all parameters over that of A's. */
  readonly distance: number;
}

/** A tensor of two runs. */
export interface TensorApart {
  /** What it is called. */
  readonly name: string;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its values in A, */
  readonly a: Float32Array | Float64Array;
  /** and in B. */
  readonly b: Float32Array | Float64Array;
}

/** The colours of the two differences. */
export const DIFFERENCES: Palette = createPalette(["parameters", "training loss"]);

/**
 * How far apart two runs are after each step, on a logarithmic axis.
 *
 * @param perEpoch Steps in an epoch, if both runs have the same number.
 */
export function stepsApartChart(steps: readonly StepApart[], perEpoch?: number): ChartSpec {
  const [parameters, loss] = DIFFERENCES.domain;
  const rows = [
    ...lineOf(parameters!, steps, ({ distance }) => distance),
    ...lineOf(loss!, steps, ({ losses: [a, b] }) => Math.abs(a - b)),
  ];
  const { step: last } = steps.at(-1) ?? { step: 0 };
  const end = rows.findLast(({ variant }) => variant === parameters);
  const most = highest(rows.map(({ apart }) => apart), 0);
  return {
    ...frame({
      title: "Difference by step",
      note: "Parameters: norm of A − B over that of A, after the step. Training loss: |A − B| of " +
        "the minibatch. Steps without a difference have no point.",
      description: "Line chart of the difference between two runs by step: " +
        (end === undefined
          ? "the parameters are never apart"
          : `the parameters are ${Number(end.apart.toPrecision(3))} of their norm apart after ` +
            `step ${end.step} of ${last}`) +
        `; the largest difference is ${Number(most.toPrecision(3))}`,
      height: 300,
      tables: [{
        data: "apart",
        caption: `Differences, at most ${MOST_POINTS} steps of each line`,
        columns: [["variant", "Of"], ["step", STEP.title], ["apart", "Difference"]],
        rows,
      }],
      logSwitch: "y",
      logarithmic: true,
      zoom: { unit: "step", ...(perEpoch !== undefined && { perEpoch }) },
      tip: { data: "apart", x: "step", title: STEP.title, value: "apart", ends: true },
    }),
    data: { name: "apart" },
    transform: shown("apart"),
    mark: { type: "line", strokeWidth: 2, clip: true, ...(steps.length === 1 && { point: true }) },
    encoding: {
      x: alongSteps(),
      y: {
        field: "apart",
        type: "quantitative",
        title: "Difference",
        axis: numberAxis(axisFormat(rows.map(({ apart }) => apart))),
        scale: { type: "log", nice: false, ...zoomed("y") },
      },
      color: colourBy(DIFFERENCES),
    },
  };
}

function lineOf(
  variant: string,
  steps: readonly StepApart[],
  of: (step: StepApart) => number,
): { readonly variant: string; readonly step: number; readonly apart: number }[] {
  const points = steps.map((step) => ({ variant, step: step.step, apart: of(step) }))
    .filter(({ apart }) => apart > 0 && Number.isFinite(apart));
  return thin(points.map(({ apart }) => apart), MOST_POINTS).map((at) => points[at]!);
}

/** The distance in ulps of every element of a tensor, or the largest of each block of a large one. */
export function ulpsChart(tensor: TensorApart): ChartSpec {
  const { cells, rows, columns, block } = cellsOf(tensor);
  const of = block[0] * block[1] === 1
    ? "Each cell is an element"
    : `Each cell is the largest of ${block[0]} × ${block[1]} elements`;
  const shape = `[${tensor.shape.join(", ")}]`;
  const side = Math.max(3, Math.min(14, Math.floor(420 / Math.max(rows, columns))));
  const place = (field: "x" | "y", end: number, title: string) => ({
    field,
    type: "quantitative",
    title,
    axis: { grid: false, tickMinStep: 1, format: "d" },
    scale: { domain: [0, end] as number[], nice: false, zero: false, reverse: field === "y" },
  } as const);
  const { width: _, ...framed } = frame({
    title: `Ulps in ${tensor.name} ${shape}`,
    note: `${of}; white is the same bits, the darkest the furthest apart, by powers of 2.`,
    description: `Heatmap of the distance in ulps of ${tensor.name} ${shape}: ${cells.length} of ` +
      `${rows * columns} cells differ, by at most ${
        highest(cells.map(({ ulps }) => ulps), 0)
      } ulps`,
    height: side * rows,
    tables: [{
      data: "cells",
      caption: `Distance in ulps in ${tensor.name}: ${of.toLowerCase()}, those that differ`,
      columns: [["y", "Row"], ["x", "Column"], ["ulps", "Ulps"], ["a", "A"], ["b", "B"]],
      rows: cells.map((cell) => ({ ...cell })),
    }],
  });
  return {
    ...framed,
    width: side * columns,
    // A cell without a difference has no mark.
    view: { fill: "#ffffff" },
    data: { name: "cells" },
    transform: [
      { calculate: `datum.x + ${block[1]}`, as: "x2" },
      { calculate: `datum.y + ${block[0]}`, as: "y2" },
      { calculate: "log(1 + datum.ulps) / LN2", as: "powers" },
    ],
    mark: { type: "rect", strokeWidth: 0 },
    encoding: {
      x: place("x", columns * block[1], "Column"),
      x2: { field: "x2" },
      y: place("y", rows * block[0], "Row"),
      y2: { field: "y2" },
      color: {
        field: "powers",
        type: "quantitative",
        scale: { domainMin: 0, range: ["#ffffff", "#0a5ea8"] },
        legend: { title: "Powers of 2" },
      },
      tooltip: [
        { field: "y", title: "Row" },
        { field: "x", title: "Column" },
        { field: "ulps", title: "Ulps", type: "quantitative", format: ",d" },
        tipNumber("a", "A"),
        tipNumber("b", "B"),
      ],
    },
  };
}

/**
 * A cell with a difference: its first row and column, and those of its elements that are furthest
 * apart.
 */
interface ApartCell {
  readonly y: number;
  readonly x: number;
  readonly ulps: number;
  readonly a: number;
  readonly b: number;
}

/** A tensor as rows (its first axis) and columns (the others), and those in blocks. */
function cellsOf({ shape, a, b }: TensorApart) {
  const down = shape.length > 1 ? shape[0]! : 1;
  const across = a.length / down;
  const block = [Math.ceil(down / MOST_CELLS), Math.ceil(across / MOST_CELLS)] as const;
  const [rows, columns] = [Math.ceil(down / block[0]), Math.ceil(across / block[1])];
  const distance = a instanceof Float32Array ? ulps32 : ulps64;
  const apart = new Map<number, ApartCell>();
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    const row = Math.floor(i / across / block[0]);
    const column = Math.floor((i % across) / block[1]);
    const ulps = Math.min(distance(a[i]!, b[i]!), Number.MAX_SAFE_INTEGER);
    const at = row * columns + column;
    if (ulps <= (apart.get(at)?.ulps ?? 0)) continue;
    apart.set(at, { y: row * block[0], x: column * block[1], ulps, a: a[i]!, b: b[i]! });
  }
  const cells = [...apart].sort(([one], [other]) => one - other).map(([, cell]) => cell);
  return { cells, rows, columns, block };
}
