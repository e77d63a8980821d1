/** Numbers as charts and tables show them, with four digits; files of the data have all digits. */

/** A number in four digits, or all of those before the point; with a real minus sign. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "not finite";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return value.toLocaleString("en").replace("-", "\u2212");
  }
  const size = Math.abs(value);
  const text = size >= 1e6 || size < 1e-4
    ? Number(value.toPrecision(4)).toExponential()
    : String(Number(size >= 1000 ? value.toFixed(0) : value.toPrecision(4)));
  return text.replaceAll("-", "\u2212");
}
