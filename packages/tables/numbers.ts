/**
 * Numbers as tables hold them.
 *
 * @module
 */

/** Decimal numbers; words such as `NaN`, hexadecimal and empty fields are not numbers. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Whether a field is a decimal number. */
export function isNumber(field: string): boolean {
  return NUMBER.test(field);
}

/** What to write instead of a field that is nearly a number; empty if unknown. */
export function numberRemedy(field: string): string {
  const plain = field.normalize("NFKC").replaceAll(/[\u2212\u2010-\u2013]/g, "-").replace(
    /^(.*),(\d+)$/,
    "$1.$2",
  );
  if (plain === field || !isNumber(plain)) return "";
  const remedy = `; wanted a number such as ${plain}`;
  return field.includes(",") ? `${remedy}, or set decimal "comma"` : remedy;
}

/**
 * A decimal number in its canonical spelling, exactly: `1`, `1.0`, `+01` and `10e-1` are the same.
 */
export function canonicalNumber(field: string): string {
  const [mantissa = "", exponent = "0"] = field.toLowerCase().replace(/^[+-]/, "").split("e");
  const [whole = "", decimals = ""] = mantissa.split(".");
  const digits = (whole + decimals).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = Number(exponent) - decimals.length + digits.length - significant.length;
  return `${field.startsWith("-") ? "-" : ""}${significant}e${power}`;
}
