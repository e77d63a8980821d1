import { assertEquals, assertMatch } from "@std/assert";
import { escapeFormula, escapeText } from "./escape_text.ts";

Deno.test("escapeText escapes control characters and invisible ones", () => {
  const signs = [
    ..."\0\x01\x07\b\t\n\v\f\r\x1b\x7f\x80\x85\x9b",
    ..."\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ..."\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\ufe0f\u{e0001}\u{e0041}\u{e007f}\u{e0100}",
    "\ud800",
    "\udfff",
  ];
  for (const sign of signs) assertMatch(escapeText(`a${sign}b`), /^a\\(n|r|t|u\{[0-9a-f]+\})b$/);
  assertEquals(
    escapeText("a\nb\r\tc\u202e\u{e0041}\ud800"),
    "a\\nb\\r\\tc\\u{202e}\\u{e0041}\\u{d800}",
  );
});

Deno.test("escapeText leaves readable text alone", () => {
  for (const text of ["", "é 𝒳 ✓ שלום 日本", "a\\nb", "50 % – 'quoted'", "\u2007"]) {
    assertEquals(escapeText(text), text);
  }
});

Deno.test("escapeFormula lets no cell be a formula, and leaves numbers and names", () => {
  const formulas = [
    '=HYPERLINK("x")',
    "+cmd",
    "-2+3",
    "@sum",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
  ];
  for (const text of [...formulas, "\u200b=1", "-", "|calc", "--1"]) {
    assertEquals(escapeFormula(text), `'${text}`);
  }
  for (const text of ["", "a", "-1.5", "+1", "-1e-7", "1", "a=b", "Infinity", "'=1"]) {
    assertEquals(escapeFormula(text), text);
  }
});
