/**
 * The parts of a page in the author's order from the experiment file, or in the default order. An
 * order may leave out charts, which the page then names; what was found, under which conditions and
 * how to check it are on every page.
 */
import { Fragment, type VNode } from "preact";
import { ChartBar, Figures, type PageFigure, titleOf } from "@samebit/figures";
import { Section, Words } from "@samebit/pages";
import type { Palette } from "@samebit/plotting";
import { KEPT_SECTIONS, PAGE_SECTIONS, type PageSection, type ReportItem } from "@samebit/runlog";

/** A section, or words and charts of the author's choice. */
export type Stretch =
  | { readonly kind: "section"; readonly name: PageSection }
  | {
    readonly kind: "passage";
    readonly id: string;
    readonly heading?: string;
    readonly items: readonly Exclude<ReportItem, { readonly kind: "section" }>[];
  };

/** A page's parts in order, and the places of its charts. */
export interface Arrangement {
  /** The parts of the page in order, including sections without anything to show. */
  readonly stretches: readonly Stretch[];
  /** The charts that the author names, by their names. */
  readonly named: ReadonlyMap<string, PageFigure>;
  /** The charts that sections have: all that are not named. */
  readonly others: readonly PageFigure[];
  /** The charts that the order leaves out. */
  readonly leftOut: readonly PageFigure[];
}

/** Arranges a page by its author's order; undefined for the default order. */
export function arrange(
  report: readonly ReportItem[] | undefined,
  figures: readonly PageFigure[],
): Arrangement {
  const names = (report ?? []).flatMap((item) => item.kind === "chart" ? [item.name] : []);
  const byName = new Map(figures.map((figure) => [figure.id.replace(/^chart-/, ""), figure]));
  const named = new Map(names.flatMap((name) => {
    const figure = byName.get(name);
    return figure === undefined ? [] : [[name, figure] as const];
  }));
  const others = figures.filter((figure) => ![...named.values()].includes(figure));
  const stretches = report === undefined ? usual(PAGE_SECTIONS) : stretchesOf(report);
  const sections = new Set<string>(
    stretches.map((each) => each.kind === "section" ? each.name : ""),
  );
  const leftOut = others.filter(({ part = "charts" }) => !sections.has(part));
  return { stretches, named, others, leftOut };
}

function usual(names: readonly PageSection[]): Stretch[] {
  return names.map((name) => ({ kind: "section", name }));
}

function stretchesOf(report: readonly ReportItem[]): Stretch[] {
  const ordered: Stretch[] = [];
  for (const item of report) {
    const last = ordered.at(-1);
    if (item.kind === "section") ordered.push(item);
    else if (last?.kind === "passage" && !("heading" in item)) {
      ordered[ordered.length - 1] = { ...last, items: [...last.items, item] };
    } else {
      const id = `passage-${ordered.length + 1}`;
      const heading = "heading" in item ? { heading: item.heading! } : {};
      ordered.push({ kind: "passage", id, ...heading, items: [item] });
    }
  }
  const missing = KEPT_SECTIONS.filter((name) =>
    !report.some((item) => item.kind === "section" && item.name === name)
  );
  const [findings, rest] = [["findings"] as const, missing.filter((name) => name !== "findings")];
  return [...usual(missing.length > rest.length ? findings : []), ...ordered, ...usual(rest)];
}

/** The ids and titles of the parts of a page, without passages that have no heading. */
export function titlesOf(
  { stretches }: Arrangement,
  titles: Readonly<Record<PageSection, string>>,
): (readonly [id: string, title: string])[] {
  return stretches.flatMap((each) =>
    each.kind === "section"
      ? [[each.name, titles[each.name]] as const]
      : each.heading === undefined
      ? []
      : [[each.id, each.heading] as const]
  );
}

/** The charts to be listed below a title: those of a passage, and those of the section of charts. */
export function figuresBySection(
  { stretches, named, others }: Arrangement,
): ReadonlyMap<string, readonly PageFigure[]> {
  return new Map(stretches.map((each) =>
    each.kind === "passage"
      ? [
        each.id,
        each.items.flatMap((item) => item.kind === "chart" ? named.get(item.name) ?? [] : []),
      ] as const
      : [each.name, each.name === "charts" ? others.filter(({ part }) => !part) : []] as const
  ));
}

/** The parts of a page in their order. */
export function Arranged({ arrangement: { stretches, named, leftOut }, parts, palette }: {
  readonly arrangement: Arrangement;
  readonly parts: Readonly<Record<PageSection, VNode | null>>;
  readonly palette: Palette;
}): VNode {
  const hasCharts = (each: Stretch) =>
    each.kind === "section"
      ? each.name === "charts"
      : each.items.some((item) => item.kind === "chart" && named.has(item.name));
  const [first, last] = named.size === 0
    ? [0, 0]
    : [stretches.findIndex(hasCharts), stretches.findLastIndex(hasCharts) + 1];
  const show = (each: Stretch) =>
    each.kind === "section"
      ? <Fragment key={each.name}>{parts[each.name]}</Fragment>
      : <Passage key={each.id} passage={each} named={named} />;
  return (
    <>
      {stretches.slice(0, first).map(show)}
      {last > first && (
        // The legend stays in sight along all of them.
        <div class="arranged">
          <ChartBar palette={palette} />
          {stretches.slice(first, last).map(show)}
        </div>
      )}
      {stretches.slice(last).map(show)}
      {leftOut.length > 0 && <LeftOut figures={leftOut} />}
    </>
  );
}

/** The names of the charts that an order leaves out. */
function LeftOut({ figures }: { readonly figures: readonly PageFigure[] }): VNode {
  return (
    <p class="aside left-out">
      The author of this page leaves out {figures.length === 1 ? "one chart" : "these charts"}:{" "}
      <Words>{figures.map(({ spec }) => titleOf(spec).title).join("; ")}</Words>.
    </p>
  );
}

/** Words and charts of the author's choice. */
function Passage({ passage: { id, heading, items }, named }: {
  readonly passage: Extract<Stretch, { readonly kind: "passage" }>;
  readonly named: Arrangement["named"];
}): VNode {
  const content: VNode[] = [];
  let row: PageFigure[] = [];
  const captions = new Map<string, string>();
  const endRow = () => {
    if (row.length > 0) {
      content.push(<Figures key={row[0]!.id} figures={row} captions={captions} />);
    }
    row = [];
  };
  for (const item of items) {
    if (item.kind === "text") {
      endRow();
      for (const paragraph of item.text.split(/\n\s*\n/)) {
        content.push(
          <p key={content.length}>
            <Words>{paragraph}</Words>
          </p>,
        );
      }
    } else {
      const figure = named.get(item.name);
      if (figure === undefined) continue;
      row.push(figure);
      if (item.caption !== undefined) captions.set(figure.id, item.caption);
    }
  }
  endRow();
  return heading === undefined
    ? <div id={id} class="passage">{content}</div>
    : <Section id={id} title={heading}>{content}</Section>;
}
