/**
 * The first field in which two logs differ. Fields are compared as they are written, since the
 * promise is about their bytes; the distance of numbers is given as well.
 *
 * @module
 */
import { ulps32, ulps64 } from "@samebit/arithmetic";
import {
  type Column,
  LAYER_COLUMNS,
  predictionColumns,
  recordsOf,
  STEP_COLUMNS,
  TASK_NAMES,
} from "@samebit/runlog";
import { type Difference, distanceOf, NOTHING } from "./difference.ts";

/**
 * The first field that differs, by rows and then by columns; undefined if the texts are equal. A
 * row is named by its first column, such as `step 31`.
 *
 * @param file The file's name.
 * @param recorded The recorded text.
 * @param got The text it is compared with.
 */
export function compareLogs(file: string, recorded: string, got: string): Difference | undefined {
  const [before, after] = [recorded.split("\n"), got.split("\n")];
  const rows = Math.max(before.length, after.length);
  for (let row = 0; row < rows; row++) {
    if (before[row] !== after[row]) return compareRows(file, before, after, row);
  }
  return undefined;
}

function compareRows(
  file: string,
  before: readonly string[],
  after: readonly string[],
  row: number,
): Difference {
  const [a, b] = [before[row], after[row]];
  if (row === 0) return { file, place: "the header", recorded: shown(a), got: shown(b) };
  if (!a && !b) {
    const [recorded, got] = [a, b].map((end) => end === undefined ? NOTHING : "a line feed");
    return { file, place: "the end of the last line", recorded: recorded!, got: got! };
  }
  const names = after[0]!.split(",");
  const [fieldsA, fieldsB] = [a?.split(",") ?? [], b?.split(",") ?? []];
  if (!a || !b || fieldsA.length !== fieldsB.length) {
    const place = `${names[0]} ${(b || a || "").split(",")[0]}`;
    return { file, place, recorded: shown(a), got: shown(b) };
  }
  const at = fieldsA.findIndex((field, i) => field !== fieldsB[i]);
  const name = names[at] ?? `column ${at + 1}`;
  // A row of layers.csv is one of several of its step.
  const layer = names.indexOf("layer");
  const ofLayer = layer > 0 && at !== layer ? `, layer ${fieldsB[layer]}` : "";
  const key = at === 0 ? `line ${row + 1}` : `${names[0]} ${fieldsB[0]}${ofLayer}`;
  const ulps = distanceOf(fieldsA[at]!, fieldsB[at]!, ulpsOf(name));
  return {
    file,
    place: `${key}, ${name}`,
    recorded: shown(fieldsA[at]),
    got: shown(fieldsB[at]),
    ...(ulps !== undefined && { ulps }),
  };
}

function shown(text: string | undefined): string {
  return text ? text.slice(0, 120) : NOTHING;
}

function ulpsOf(name: string): (a: number, b: number) => number {
  const declared: readonly Column[] = [
    ...STEP_COLUMNS,
    ...LAYER_COLUMNS,
    ...TASK_NAMES.flatMap((task) => [...recordsOf(task).epochs, ...predictionColumns({ task }, 0)]),
  ];
  return declared.find((column) => column.name === name)?.precision === "float32" ? ulps32 : ulps64;
}
