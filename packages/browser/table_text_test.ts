import { assertEquals } from "@std/assert";
import { TABLE_TEXTS } from "./table_text.ts";

const TABLE = {
  caption: "Final numbers",
  head: [{ text: "Variant", isNumber: false }, { text: "Test_accuracy, 100 %", isNumber: true }],
  rows: [["a|b, {c}", "0.962 ± 0.004"], ["=1+1", "−0.5"]],
};

Deno.test("TABLE_TEXTS write LaTeX in which nothing is a command that was text", () => {
  assertEquals(
    TABLE_TEXTS["latex"]!(TABLE),
    [
      "% Final numbers",
      "\\begin{tabular}{lr}",
      "\\hline",
      "Variant & Test\\_accuracy, 100 \\% \\\\",
      "\\hline",
      "a|b, \\{c\\} & 0.962 $\\pm$ 0.004 \\\\",
      "=1+1 & $-$0.5 \\\\",
      "\\hline",
      "\\end{tabular}",
      "",
    ].join("\n"),
  );
  const odd = { ...TABLE, head: [], rows: [["\\~^&$#"]] };
  assertEquals(
    TABLE_TEXTS["latex"]!(odd).split("\n")[5],
    "\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\&\\$\\# \\\\",
  );
});

Deno.test("TABLE_TEXTS write Markdown whose cells stay cells", () => {
  assertEquals(
    TABLE_TEXTS["markdown"]!(TABLE),
    "| Variant | Test\\_accuracy, 100 % |\n| --- | ---: |\n" +
      "| a\\|b, {c} | 0.962 ± 0.004 |\n| =1+1 | −0.5 |\n",
  );
});

Deno.test("TABLE_TEXTS write CSV that no spreadsheet computes", () => {
  assertEquals(
    TABLE_TEXTS["csv"]!(TABLE),
    'Variant,"Test_accuracy, 100 %"\n"a|b, {c}",0.962 ± 0.004\n\'=1+1,-0.5\n',
  );
});
