import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@samebit/store/testing";
import { importanceNumbers, readColumnImportance } from "./column_importance.ts";
import { runOf, variantOf } from "./testing_variant.ts";

const PLAN = {
  task: "regression",
  evaluation: { test: true, importance: { repeats: 2 } },
};

/** Two seeds of a run with two columns: `b` matters, of `a` this cannot be said. */
const LOGS = [
  "column,repeat,rmse,importance\n1,1,4,-0.5\n1,2,5,0.75\n2,1,7,2.5\n2,2,8,3.5\n",
  "column,repeat,rmse,importance\n1,1,4,-0.25\n1,2,5,0\n2,1,7,3\n2,2,8,3.25\n",
];

async function read(logs: readonly string[], columns = ["a", "b"]) {
  return await inFolder(async (folder) => {
    for (const [at, text] of logs.entries()) {
      const place = `${folder}/runs/a-seed${at + 1}-00000000`;
      await Deno.mkdir(place, { recursive: true });
      await Deno.writeTextFile(`${place}/importance.csv`, text);
    }
    const runs = logs.map((_, at) => runOf(at + 1, PLAN, columns));
    return await readColumnImportance(folder, [variantOf("a", runs)]);
  });
}

Deno.test("readColumnImportance gives the mean over the repeats, by column and seed", async () => {
  const found = (await read(LOGS))!;
  assertEquals([found.figure, found.isTest, found.repeats, found.left], ["rmse", true, 2, 0]);
  assertEquals(importanceNumbers(found).get("a"), {
    "importance of a": new Map([[1, 0.125], [2, -0.125]]),
    "importance of b": new Map([[1, 3], [2, 3.125]]),
  });
});

Deno.test("readColumnImportance leaves out runs whose importance is not a number", async () => {
  const diverged = LOGS[0]!.replaceAll(/(?<=,)[^,\n]*(?=\n)/g, "NaN").replace("NaN", "importance");
  assertEquals((await read([LOGS[0]!, diverged]))!.variants[0]!.runs.length, 1);
  assertEquals(await read([diverged]), undefined);
});

Deno.test("readColumnImportance names a log that does not fit its record", async () => {
  for (const columns of [["a"], ["a", "b", "c"]]) {
    await assertRejects(
      () => read(LOGS, columns),
      SyntaxError,
      `importance.csv: it does not have 2 repeats of each of the ${columns.length} columns`,
    );
  }
  await assertRejects(() => read([LOGS[0]!.replace("2,1,7", "1,3,7")]), SyntaxError, "2 repeats");
});
