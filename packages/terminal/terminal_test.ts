import { assertEquals } from "@std/assert";
import { escapeLines } from "./terminal.ts";

Deno.test("escapeLines escapes control characters", () => {
  assertEquals(
    escapeLines("a\x1b[2Jb\x07\x9b\x7f\r\u202e\u2028"),
    "a\\u{1b}[2Jb\\u{7}\\u{9b}\\u{7f}\\r\\u{202e}\\u{2028}",
  );
});

Deno.test("escapeLines leaves lines and the styles of commands", () => {
  for (const text of ["a\nb", "\x1b[1mbold\x1b[22m", "\x1b[31merror\x1b[39m: é 𝒳"]) {
    assertEquals(escapeLines(text), text);
  }
  assertEquals(escapeLines("\x1b[8mhidden"), "\\u{1b}[8mhidden");
});
