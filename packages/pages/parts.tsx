/**
 * Small parts that pages share.
 */
import {
  alignMean,
  describeOpen,
  type Metric,
  type MetricSummary,
  showCount,
  showInterval,
  type Verdict,
} from "@samebit/findings";
import type { PageChildren, PageElement } from "./elements.ts";

/** Texts up to this length stay on one line in tables. */
const SHORT = 28;

/**
 * A text from outside: its direction marks end where it ends, and NUL, which HTML cannot contain,
 * becomes the replacement character.
 */
export function Words({ children }: { readonly children: string }): PageElement {
  const text = children.replaceAll("\0", "\uFFFD");
  return text.length <= SHORT ? <bdi class="short">{text}</bdi> : <bdi>{text}</bdi>;
}

/** A part of a page with its heading. */
export function Section(
  { id, title, children }: {
    readonly id: string;
    readonly title: string;
    readonly children: PageChildren;
  },
): PageElement {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** A heading of a column; numbers are aligned right, links are left out on paper. */
export type Head = string | { readonly number: string } | { readonly links: string };

/**
 * A table in a box of its own, which scrolls sideways if the page is too narrow. One that `stacks`
 * becomes a list there, one row below another; its cells are labelled by `data-label`, and it has
 * explicit roles, which would otherwise be lost with the layout of a table.
 */
export function Table(
  { caption, stacks, sorts, head, children }: {
    readonly caption: string;
    /** Whether a reader may sort it by a column. */
    readonly sorts?: boolean;
    readonly stacks?: boolean;
    readonly head: readonly Head[];
    readonly children: PageChildren;
  },
): PageElement {
  const role = <Role extends string>(role: Role) => stacks ? { role } as const : {};
  return (
    <>
      <div
        class={stacks ? "table stacks" : "table"}
        tabIndex={0}
        role="region"
        aria-label={caption}
      >
        <table {...role("table")} data-sorts={sorts}>
          <caption>
            <span>{caption}</span>
          </caption>
          <thead {...role("rowgroup")}>
            <tr {...role("row")}>
              {head.map((each) => (
                <HeadCell key={JSON.stringify(each)} head={each} {...role("columnheader")} />
              ))}
            </tr>
          </thead>
          <tbody {...role("rowgroup")}>{children}</tbody>
        </table>
      </div>
      <Copies of={caption} />
    </>
  );
}

const COPIES = [["latex", "LaTeX"], ["markdown", "Markdown"], ["csv", "CSV"]] as const;

/** Buttons that copy the table above as text; scripts show them. */
function Copies({ of }: { readonly of: string }): PageElement {
  return (
    <p class="copies" hidden role="group" aria-label={`Copy: ${of}`}>
      Copy as{" "}
      {COPIES.map(([kind, name]) => (
        <button key={kind} type="button" data-table={kind}>{name}</button>
      ))}
    </p>
  );
}

function HeadCell(
  { head, role }: { readonly head: Head; readonly role?: "columnheader" },
): PageElement {
  const given = { scope: "col", ...(role && { role }) };
  if (typeof head === "string") return <th {...given}>{head}</th>;
  if ("links" in head) return <th {...given} class="files">{head.links}</th>;
  return <th {...given} class="number">{head.number}</th>;
}

/** What a table leaves out; nothing if it is complete. */
export function LeftOut({ shown, of, what, kept }: {
  readonly shown: number;
  readonly of: number;
  readonly what: string;
  readonly kept: string;
}): PageElement | null {
  return shown === of
    ? null
    : <p class="aside">The table shows {shown} of {showCount(of, what)}: {kept}.</p>;
}

/** A metric over seeds: mean and deviation, the interval below; aligned by the column's places. */
export function SummaryCell(
  { summary, metric, places, best }: {
    readonly summary: MetricSummary;
    /** Whether it is the best of its column, and significantly so against each of the others. */
    readonly best?: "mean" | "clear" | undefined;
    readonly metric: Metric;
    readonly places: number;
  },
): PageElement {
  return (
    <td class={best ? "number best-of" : "number"} role="cell" data-label={metric.title}>
      {Number.isFinite(summary.mean) || summary.n === 0
        ? <Aligned>{alignMean(summary, metric, places)}</Aligned>
        : <span class="aside">not finite</span>}
      {best === "clear" && <span class="interval">best of all</span>}
      {summary.interval && <span class="interval">{showInterval(summary, metric)}</span>}
      {summary.open !== undefined && <span class="interval">{describeOpen(summary).trim()}</span>}
    </td>
  );
}

/** A text whose digit-wide blanks are left out where columns become lists. */
function Aligned({ children }: { readonly children: string }): PageElement {
  return (
    <span>
      {children.split(/([\u2007\u2008]+)/).map((part, at) =>
        at % 2 === 0 ? part : <span key={at} class="places">{part}</span>
      )}
    </span>
  );
}

/** A variant's label after its colour. */
export function VariantName(
  { label, colour }: { readonly label: string; readonly colour: string | undefined },
): PageElement {
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
): PageElement {
  return (
    <span class={`verdict ${verdict.replaceAll(" ", "-")}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {count} {verdict}
    </span>
  );
}

/** How many claims got which verdict, as badges. */
export function VerdictCounts(
  { verdicts }: { readonly verdicts: readonly Verdict[] },
): PageElement {
  return (
    <>
      {(Object.keys(SIGNS) as Verdict[]).map((verdict) => {
        const count = verdicts.filter((each) => each === verdict).length;
        return count > 0 && <VerdictBadge key={verdict} verdict={verdict} count={count} />;
      })}
    </>
  );
}

/**
 * A label for an option element, which cannot contain elements: its direction marks end with it.
 */
export function optionText(label: string): string {
  return /^[ -~]*$/.test(label) ? label : `\u2068${label.replaceAll("\0", "\uFFFD")}\u2069`;
}
