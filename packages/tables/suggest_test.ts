/** What is said of a table that nobody described: kinds, ranges, missing cells, and a start to edit. */
import { assertEquals, assertThrows } from "@std/assert";
import { profileTable } from "./profile.ts";
import { suggestTable } from "./suggest.ts";

function look(text: string) {
  const profile = profileTable(new TextEncoder().encode(text), "t.csv");
  return { profile, suggestion: suggestTable(profile) };
}

const PEOPLE = "id;name;born;height;sex;planet;species\n" +
  Array.from({ length: 60 }, (_, i) =>
    [
      i + 1,
      `person ${i}`,
      `19${10 + i}-01-31`,
      i === 3 ? "?" : `1,${50 + i % 20}`,
      i % 5 === 0 ? "" : "mf"[i % 2],
      "Earth",
      ["elf", "orc"][i % 2],
    ].join(";")).join("\n");

Deno.test("profileTable recognizes numbers, dates, words, and cells that seem to be missing", () => {
  const { profile } = look(PEOPLE);
  assertEquals([profile.delimiter, profile.decimal, profile.header, profile.rows], [
    "semicolon",
    "comma",
    "names",
    60,
  ]);
  assertEquals(profile.columns.map(({ kind }) => kind), [
    "numbers",
    "words",
    "dates",
    "numbers",
    "words",
    "words",
    "words",
  ]);
  assertEquals(profile.columns[3]!.marks, ["?"]);
  assertEquals(profile.columns[4]!.missing, 12);
});

Deno.test("suggestTable drops columns that count, name or say nothing, and gives the reason", () => {
  const { task, fields, notes } = look(PEOPLE).suggestion;
  assertEquals(task, "classification");
  assertEquals(fields, {
    decimal: "comma",
    drop: ["id", "name", "born", "planet"],
    categorical: ["sex"],
    missing: "mean",
    missingMarks: ["?"],
  });
  assertEquals(notes.length, 5);
});

Deno.test("suggestTable takes a column of few numbers for numbers, and says how to make it classes", () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i * 0.5},${3 + i % 6}`).join("\n");
  const { task, fields, notes } = look(`acid,quality\n${rows}\n`).suggestion;
  assertEquals([task, fields], ["regression", { targets: ["quality"] }]);
  assertEquals(notes.some((note) => note.includes('set label: "quality"')), true);
});

Deno.test("suggestTable names columns by index if the file has no names", () => {
  const { suggestion } = look("1.5,2,red\n2.5,1,green\n0.5,7,red\n");
  assertEquals([suggestion.answer, suggestion.fields], [2, { header: "none" }]);
});

Deno.test("profileTable refuses what is not a table", () => {
  assertThrows(() => look("a,b\n1\n"), SyntaxError, "line 2: it has 1 columns; wanted 2");
  assertThrows(() => look("a,b\n"), SyntaxError, "no rows of data");
});
