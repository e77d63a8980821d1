/**
 * Small parts that pages share.
 */
import type { ComponentChildren, VNode } from "preact";
import type { Verdict } from "../claims.ts";
import type { Metric } from "../metrics.ts";
import type { Summary } from "../statistics.ts";
import { showInterval, showMean } from "./format.ts";

/**
 * A text that somebody else wrote: its direction marks end where it ends, and the character 0, which
 * HTML cannot hold, shows as the sign for what cannot be shown.
 */
export function Words({ children }: { readonly children: string }): VNode {
  return <bdi>{children.replaceAll("\0", "\uFFFD")}</bdi>;
}

/** A part of a page with its heading. */
export function Section(
  { id, title, children }: {
    readonly id: string;
    readonly title: string;
    readonly children: ComponentChildren;
  },
): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** A table in a box of its own, which scrolls sideways where the page is too narrow. */
export function Table(
  { caption, head, children }: {
    readonly caption: string;
    readonly head: readonly string[];
    readonly children: ComponentChildren;
  },
): VNode {
  return (
    <div class="table" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{head.map((text) => <th key={text} scope="col">{text}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A metric over seeds: mean and deviation, the interval below. */
export function SummaryCell(
  { summary, metric }: { readonly summary: Summary; readonly metric: Metric },
): VNode {
  return (
    <td class="number">
      {showMean(summary, metric)}
      {summary.interval && <span class="interval">{showInterval(summary, metric)}</span>}
    </td>
  );
}

/** A variant's label behind its colour. */
export function VariantName(
  { label, colour }: { readonly label: string; readonly colour: string | undefined },
): VNode {
  return (
    <span class="variant">
      <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="5" fill={colour ?? "currentColor"} />
      </svg>
      <Words>{label}</Words>
    </span>
  );
}

const SIGNS: Readonly<Record<Verdict, string>> = {
  "supported": "✓",
  "refuted": "✗",
  "inside the noise": "≈",
  "not decided": "?",
};

/** A verdict as a badge, with a count where there are several. */
export function VerdictBadge(
  { verdict, count }: { readonly verdict: Verdict; readonly count?: number },
): VNode {
  return (
    <span class={`verdict ${verdict.replaceAll(" ", "-")}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {count} {verdict}
    </span>
  );
}
