/**
 * Whether two logs are the same bytes and, if not, the first value that differs. Logs hold numbers
 * in their shortest exact form, so different text is a different number.
 */

/** The outcome of comparing two logs. */
export type LogTextComparison =
  | { readonly same: true }
  | {
    readonly same: false;
    /** The line of the first difference; the header is line 1. */
    readonly line: number;
    /** The column that differs there; absent if complete lines are missing. */
    readonly column?: string;
    /** The first field of that line: the step or the epoch. */
    readonly row?: string;
    /** The field, or the rest of the log in a word, on the first side. */
    readonly a: string;
    /** The same on the second side. */
    readonly b: string;
  };

/** Compares the texts of two logs. */
export function compareLogTexts(a: string, b: string): LogTextComparison {
  if (a === b) return { same: true };
  const [left, right] = [a.split("\n"), b.split("\n")];
  const most = Math.max(left.length, right.length);
  let at = 0;
  while (at < most && left[at] === right[at]) at++;
  const [x, y] = [left[at], right[at]];
  const line = at + 1;
  if (!x || !y) {
    const say = (text: string | undefined) => text ? "continues" : "ends";
    return { same: false, line, a: say(x), b: say(y) };
  }
  const [fields, others] = [x.split(","), y.split(",")];
  const column = fields.findIndex((field, place) => field !== others[place]);
  const place = column < 0 ? fields.length : column;
  return {
    same: false,
    line,
    column: (left[0]!.split(",")[place]) ?? `column ${place + 1}`,
    row: fields[0]!,
    a: fields[place] ?? "",
    b: others[place] ?? "",
  };
}
