/**
 * Labels that are different texts but look the same to a reader, or are the same number. They would
 * become separate classes unnoticed, so they are refused; labels that differ only in case, blanks
 * or compatible characters may be intended, so they give a warning.
 *
 * @module
 */
import { canonicalNumber, isNumber } from "./numbers.ts";

/** Letters of other scripts that are drawn as Latin ones. */
const LOOKS_LATIN = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
const AS_LATIN = "ABEKMHOPCTYXIJSaeopcyxijsdqwABEZHIKMNOPTYXo";

/** Groups of labels that no reader can distinguish. */
export function findSame(labels: readonly string[]): string[][] {
  return groupBy(labels, appearanceOf);
}

/** Groups of labels that differ only in case, blanks, hyphens or compatible characters. */
export function findAlike(labels: readonly string[]): string[][] {
  return groupBy(labels, (label) => {
    const seen = appearanceOf(label.normalize("NFKC").toUpperCase().toLowerCase());
    return seen.startsWith("number ") ? seen : seen.replaceAll(/[\s_-]/g, "") || seen;
  });
}

/** A label with every character escaped that is not plain, so that a difference can be seen. */
export function escapeLabel(label: string): string {
  return JSON.stringify(label).replaceAll(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What a reader sees: one form of each character, nothing invisible, one width, one blank. */
function appearanceOf(label: string): string {
  const seen = label.normalize("NFC")
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\u2212\u2010\u2011]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (isNumber(seen)) return `number ${canonicalNumber(seen)}`;
  return [...seen].map((sign) => AS_LATIN[LOOKS_LATIN.indexOf(sign)] ?? sign).join("");
}

function groupBy(labels: readonly string[], keyOf: (label: string) => string): string[][] {
  return [...Map.groupBy(labels, keyOf).values()].filter(({ length }) => length > 1);
}
