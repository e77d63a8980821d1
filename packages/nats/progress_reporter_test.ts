import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { inFolder } from "@samebit/store/testing";
import { createProgressReporter } from "./progress_reporter.ts";

Deno.test("createProgressReporter reports a checkpoint that cannot be sent, and ends as if there were none", async () => {
  await inFolder(async (folder) => {
    for (const name of ["steps.csv", "epochs.csv", "checkpoint-1.safetensors"]) {
      await Deno.writeTextFile(join(folder, name), "");
    }
    const complaints: string[] = [];
    const reporter = createProgressReporter(folder, 0, {
      tell: () => {},
      send: () => Promise.reject(new RangeError("it is too large")),
      complain: (text) => complaints.push(text),
    });
    reporter.progress({ step: 1, totalSteps: 2 });
    await reporter.end();
    assertEquals(complaints, ["A checkpoint could not be sent: it is too large"]);
  });
});
