/** How an error quotes a value. */

/** A value as an error shows it, cut where it is long. */
export function quote(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The error about a value that is not what is wanted, or is missing. */
export function cannotBe(value: unknown, wanted: string): string {
  return `${value === undefined ? "is missing" : `cannot be ${quote(value)}`}; wanted ${wanted}`;
}
