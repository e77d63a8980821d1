/**
 * Small parts that pages share.
 */
import type { ComponentChildren, VNode } from "preact";
import type { Verdict } from "../claims.ts";
import type { Metric } from "../metrics.ts";
import type { Summary } from "../statistics.ts";
import { alignMean, showCount, showInterval } from "./format.ts";

/** Texts up to this length stay on one line in tables. */
const SHORT = 28;

/**
 * A text that somebody else wrote: its direction marks end where it ends, and the character 0, which
 * HTML cannot hold, shows as the sign for what cannot be shown.
 */
export function Words({ children }: { readonly children: string }): VNode {
  const text = children.replaceAll("\0", "\uFFFD");
  return text.length <= SHORT ? <bdi class="short">{text}</bdi> : <bdi>{text}</bdi>;
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

/** A heading of a column; numbers stand flush right, links are left out on paper. */
export type Head = string | { readonly number: string } | { readonly links: string };

/** A table in a box of its own, which scrolls sideways where the page is too narrow. */
export function Table(
  { caption, head, children }: {
    readonly caption: string;
    readonly head: readonly Head[];
    readonly children: ComponentChildren;
  },
): VNode {
  return (
    <div class="table" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {head.map((each) => <HeadCell key={JSON.stringify(each)} head={each} />)}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function HeadCell({ head }: { readonly head: Head }): VNode {
  if (typeof head === "string") return <th scope="col">{head}</th>;
  if ("links" in head) return <th scope="col" class="files">{head.links}</th>;
  return <th scope="col" class="number">{head.number}</th>;
}

/** What a table leaves out; nothing where it has all. */
export function LeftOut({ shown, of, what, kept }: {
  readonly shown: number;
  readonly of: number;
  readonly what: string;
  readonly kept: string;
}): VNode | null {
  return shown === of
    ? null
    : <p class="aside">The table has {shown} of {showCount(of, what)}: {kept}.</p>;
}

/** A metric over seeds: mean and deviation, the interval below; aligned by the column's places. */
export function SummaryCell(
  { summary, metric, places }: {
    readonly summary: Summary;
    readonly metric: Metric;
    readonly places: number;
  },
): VNode {
  return (
    <td class="number">
      {Number.isFinite(summary.mean) || summary.n === 0
        ? alignMean(summary, metric, places)
        : <span class="aside">not finite</span>}
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

/** How many claims got which verdict, as badges. */
export function VerdictCounts({ verdicts }: { readonly verdicts: readonly Verdict[] }): VNode {
  return (
    <>
      {(Object.keys(SIGNS) as Verdict[]).map((verdict) => {
        const count = verdicts.filter((each) => each === verdict).length;
        return count > 0 && <VerdictBadge key={verdict} verdict={verdict} count={count} />;
      })}
    </>
  );
}
