/**
 * An axis of shares, from 0 to 1 whatever is drawn.
 */

/** The encoding of a field of shares. */
export function shareAxis(field: string, title: string) {
  return {
    field,
    type: "quantitative",
    title,
    scale: { domain: [0, 1] as number[], nice: false },
    axis: { format: ".1f", tickCount: 5 },
  } as const;
}
