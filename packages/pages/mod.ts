/**
 * What any page is made of: the document with its policy, the styles and scripts beside it, its
 * tables and other parts, and the files that all pages share. It opens without network. The pages
 * themselves are in `@samebit/report`.
 *
 * @module
 */
export { readAsset, RERUN_PROGRAM, SHARED_FILES, writeAssets } from "./assets.ts";
export {
  CHART_SCRIPTS,
  Document,
  type DocumentProps,
  renderDocument,
  RERUN_SCRIPT,
  STYLES,
} from "./document.tsx";
export { writeIfChanged } from "./files.ts";
export { type Held, Licences, readAssetText, readHeld } from "./held.tsx";
export { IntervalStrip } from "./interval_strip.tsx";
export {
  type Head,
  LeftOut,
  optionText,
  Section,
  SummaryCell,
  Table,
  VariantName,
  VerdictBadge,
  VerdictCounts,
  Words,
} from "./parts.tsx";
export type { PageChildren, PageElement } from "./elements.ts";
