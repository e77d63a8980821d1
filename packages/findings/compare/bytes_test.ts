import { assertEquals } from "@std/assert";
import { compareLogTexts } from "./bytes.ts";

Deno.test("compareLogTexts finds equal texts the same", () => {
  assertEquals(compareLogTexts("step,loss\n1,2\n", "step,loss\n1,2\n"), { same: true });
});

Deno.test("compareLogTexts names line, row, column and both fields of the first difference", () => {
  assertEquals(compareLogTexts("step,loss\n1,2\n2,3\n3,4\n", "step,loss\n1,2\n2,3.5\n3,5\n"), {
    same: false,
    line: 3,
    column: "loss",
    row: "2",
    a: "3",
    b: "3.5",
  });
});

Deno.test("compareLogTexts reports a log that ends early", () => {
  const whole = "step,loss\n1,2\n2,3\n";
  const cut = "step,loss\n1,2\n";
  assertEquals(compareLogTexts(whole, cut), { same: false, line: 3, a: "continues", b: "ends" });
  assertEquals(compareLogTexts(cut, whole), { same: false, line: 3, a: "ends", b: "continues" });
});

Deno.test("compareLogTexts reports logs with different columns", () => {
  const { same, ...rest } = compareLogTexts("step,loss\n1,2\n", "step,loss,norm\n1,2,3\n") as {
    same: false;
  };
  assertEquals(same, false);
  assertEquals(rest, { line: 1, column: "column 3", row: "step", a: "", b: "norm" });
});
