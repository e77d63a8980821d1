import { assertEquals } from "@std/assert";
import { Pace } from "./pace.ts";

Deno.test("Pace counts steps of all runs and estimates the time left from those of this command", () => {
  let seconds = 0;
  const pace = new Pace<string>(2, 200, () => seconds);
  assertEquals([pace.done(), pace.secondsLeft()], [0, undefined]);
  // Resumed at step 40.
  pace.advance("first", { step: 40, totalSteps: 100 });
  seconds = 10;
  assertEquals([pace.done(), pace.secondsLeft()], [40, undefined]);
  pace.advance("first", { step: 60, totalSteps: 100 });
  assertEquals([pace.done(), pace.secondsLeft()], [60, 70]);
  pace.end("first", "finished");
  assertEquals([pace.done(), pace.ended], [100, 1]);
  // Over before it was heard of.
  pace.end("second", "finished");
  assertEquals([pace.done(), pace.ended, pace.secondsLeft()], [200, 2, 0]);
});

Deno.test("Pace counts only the finished steps of a run that failed or was paused", () => {
  const pace = new Pace<string>(2, 200, () => 0);
  pace.advance("first", { step: 10, totalSteps: 100 });
  pace.end("first", "paused");
  assertEquals([pace.done(), pace.ended], [10, 0]);
  pace.advance("second", { step: 20, totalSteps: 100 });
  pace.end("second", "failed");
  assertEquals([pace.done(), pace.ended], [30, 1]);
});
