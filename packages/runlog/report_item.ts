/**
 * The order in which an author wants a page's parts: an experiment file asks for it, `experiment.json`
 * keeps it, the page is made by it.
 */

/** The sections of a page that may be put in an order, as they follow one another without one. */
export const PAGE_SECTIONS = [
  "findings",
  "answer",
  "summary",
  "charts",
  "try",
  "inside",
  "steps",
  "setup",
  "runs",
  "again",
  "reproduce",
] as const;

/** A section that may be put in an order. */
export type PageSection = typeof PAGE_SECTIONS[number];

/** Sections that no order leaves out: what was found, under which conditions, and how to check it. */
export const KEPT_SECTIONS: readonly PageSection[] = [
  "findings",
  "setup",
  "runs",
  "again",
  "reproduce",
];

/** A part of a page in its author's order. */
export type ReportItem =
  | {
    /** Words of the author's. */
    readonly kind: "text";
    /** A heading above them. */
    readonly heading?: string;
    /** The words, which may refer to numbers; a blank line begins a new paragraph. */
    readonly text: string;
  }
  | {
    /** A chart by itself. */
    readonly kind: "chart";
    /** Its name, such as `train-loss`. */
    readonly name: string;
    /** What its author says of it, which may refer to numbers. */
    readonly caption?: string;
  }
  | {
    /** A section with all of it that is not named by itself. */
    readonly kind: "section";
    /** Its name. */
    readonly name: PageSection;
  };
