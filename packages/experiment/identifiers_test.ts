import { assertEquals } from "@std/assert";
import { faultOfSlug, folderLabel, isDeviceName, isLabel, isSlug } from "./identifiers.ts";

Deno.test("isSlug takes lower-case words joined by single hyphens, and nothing else", () => {
  for (const slug of ["a", "update-rules", "mnist2", "3-layers"]) assertEquals(isSlug(slug), true);
  const wrong = [
    "",
    "-a",
    "a-",
    "a--b",
    "A",
    "a_b",
    "a.b",
    "../a",
    "a/b",
    "a b",
    "ü",
    "<b>",
    "a\n",
  ];
  for (const slug of [...wrong, "a".repeat(61)]) assertEquals(isSlug(slug), false, slug);
});

Deno.test("isLabel takes what can stand in a path and in a page without escaping", () => {
  for (const label of ["a", "1e-3", "-1", "1e+21", "no penalty", "a_b.c", "Adam"]) {
    assertEquals(isLabel(label), true, label);
  }
  const wrong = [
    "",
    " a",
    ".",
    "..",
    "../a",
    "a/b",
    "a\\b",
    "<b>",
    "a&b",
    'a"',
    "a'",
    "a,b",
    "--a",
    "ü",
  ];
  for (const label of [...wrong, "a\n", "a\u0000", "a".repeat(61)]) {
    assertEquals(isLabel(label), false, label);
  }
});

Deno.test("folderLabel turns labels into lower-case letters, digits and hyphens", () => {
  assertEquals(folderLabel(["Adam", "1e-3"]), "adam-1e-3");
  assertEquals(folderLabel(["-1"]), "1");
  assertEquals(folderLabel([]), "base");
  assertEquals(folderLabel(["a".repeat(59), "b"]), "a".repeat(59));
});

Deno.test("faultOfSlug refuses names that Windows keeps for devices, with the reason", () => {
  for (const slug of ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"]) {
    assertEquals(
      faultOfSlug(slug),
      "is the name of a device on Windows, where no file or folder can have that name",
    );
    assertEquals(isSlug(slug), false);
  }
  for (const slug of ["console", "com", "com10", "lpt-1", "aux-2", "nul0", "conin"]) {
    assertEquals(faultOfSlug(slug), undefined);
  }
});

Deno.test("isDeviceName knows them in any case, with endings and raised digits", () => {
  const devices = [
    "CON",
    "aux.csv",
    "nul.tar.gz",
    "COM\u00b9",
    "lpt\u00b3.txt",
    "CONIN$",
    "prn .a",
  ];
  for (const name of devices) assertEquals(isDeviceName(name), true, name);
  for (const name of ["digits.csv", "auxiliary.csv", "a.con", "$con"]) {
    assertEquals(isDeviceName(name), false, name);
  }
});
