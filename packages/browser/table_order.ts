/** The order of the rows of a table by one of its columns. Independent of any page. */

/**
 * The rows by their numbers, or by their texts as people order them (`run 2` before `run 10`).
 * Cells without a number come last in both directions; equal ones keep their order.
 *
 * @param texts The cells of the column, row by row.
 */
export function orderOf(
  texts: readonly string[],
  isNumber: boolean,
  direction: "ascending" | "descending",
): number[] {
  const sign = direction === "ascending" ? 1 : -1;
  const numbers = texts.map(numberIn);
  const compare = (a: number, b: number) => {
    if (!isNumber) return sign * collator.compare(texts[a]!, texts[b]!);
    const [x, y] = [numbers[a]!, numbers[b]!];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    }
    return sign * (x - y);
  };
  return texts.map((_, at) => at).toSorted(compare);
}

const collator = new Intl.Collator("en", { numeric: true });

/** The first number of a cell: the mean of `0.962 ± 0.004 [0.951, 0.973]`; NaN if there is none. */
export function numberIn(text: string): number {
  const [found] = /-?\d[\d,]*(\.\d+)?(e[-+]?\d+)?/.exec(text.replaceAll("−", "-")) ?? [];
  return found === undefined ? NaN : Number(found.replaceAll(",", ""));
}
