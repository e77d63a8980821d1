/**
 * The author's order of the parts of a page: an experiment file declares it, `experiment.json`
 * keeps it, and the page follows it.
 */

/** The sections of a page that may be put in an order, in their default order. */
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

/** Sections that no order omits: what was found, under which conditions, and how to check it. */
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
    /** The author's caption, which may refer to numbers. */
    readonly caption?: string;
  }
  | {
    /** A section with all of its parts that are not named separately. */
    readonly kind: "section";
    /** Its name. */
    readonly name: PageSection;
  };
