/**
 * A difference and its 95 % interval on a line with zero on it, and what the claim says about it
 * shaded, a side of zero or a margin around it: the numbers of a claim at a glance, beside the same
 * numbers as text.
 */
import type { PageElement } from "./elements.ts";

const WIDTH = 176;
const HEIGHT = 38;
const MIDDLE = 13;
const MARGIN = 12;

/** The interval as a picture, 176 by 38 units. */
export function IntervalStrip({ mean, interval: [low, high], claimed, zero: name }: {
  readonly mean: number;
  readonly interval: readonly [number, number];
  /**
   * Where the difference is according to the claim: on a side of zero, or nearer to it than a
   * margin.
   */
  readonly claimed: "below" | "above" | number;
  /** What zero means. */
  readonly zero: string;
}): PageElement {
  const margin = typeof claimed === "number" ? claimed : 0;
  const from = Math.min(low, -margin);
  const span = Math.max(high, margin) - from;
  const place = (value: number) =>
    Math.round(
      10 * (span > 0 ? MARGIN + (WIDTH - 2 * MARGIN) * (value - from) / span : WIDTH / 2),
    ) / 10;
  const [zero, begin, end] = [place(0), place(low), place(high)];
  const side = claimed === "below"
    ? [0, zero] as const
    : claimed === "above"
    ? [zero, WIDTH] as const
    : [place(-margin), place(margin)] as const;
  const anchor = zero < WIDTH / 4 ? "start" : zero > 3 * WIDTH / 4 ? "end" : "middle";
  return (
    <svg class="strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect class="claimed" x={side[0]} y="2" width={side[1] - side[0]} height={2 * MIDDLE - 4} />
      <line class="base" x1="0" x2={WIDTH} y1={MIDDLE} y2={MIDDLE} />
      <line class="zero" x1={zero} x2={zero} y1="2" y2={2 * MIDDLE - 2} />
      <rect
        class="bar"
        x={begin}
        y={MIDDLE - 3}
        width={Math.max(1, end - begin)}
        height="6"
        rx="3"
      />
      <circle class="mean" cx={place(mean)} cy={MIDDLE} r="5" />
      <text x={zero} y={HEIGHT - 2} text-anchor={anchor}>{name}</text>
    </svg>
  );
}
