import { assertEquals } from "@std/assert";
import { spellControls } from "./terminal.ts";

Deno.test("spellControls spells out what a terminal obeys", () => {
  assertEquals(
    spellControls("a\x1b[2Jb\x07\x9b\x7f\r"),
    "a\\u001b[2Jb\\u0007\\u009b\\u007f\\u000d",
  );
});

Deno.test("spellControls leaves lines, tabs and the styles of commands", () => {
  for (const text of ["a\n\tb", "\x1b[1mbold\x1b[22m", "\x1b[31merror\x1b[39m: é 𝒳"]) {
    assertEquals(spellControls(text), text);
  }
  assertEquals(spellControls("\x1b[8mhidden"), "\\u001b[8mhidden");
});
