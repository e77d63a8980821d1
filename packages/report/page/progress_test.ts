import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findingsOf } from "@samebit/findings";
import { sampleLogs, SMALL } from "@samebit/findings/samples";
import { renderExperimentPage } from "./experiment_page.tsx";
import type { Live } from "./progress.tsx";

function pageOf(live?: Live): string {
  return renderExperimentPage(findingsOf(sampleLogs(SMALL)), live ? { live } : {});
}

Deno.test("Progress shows how far runs are, and how long they and all together will take", () => {
  const [first, second] = sampleLogs(SMALL).runs;
  const page = pageOf({
    runs: [
      {
        planned: first!.planned,
        state: "running",
        step: 1500,
        totalSteps: 6000,
        left: "about 9 s",
      },
      { planned: second!.planned, state: "paused", step: 20 },
    ],
    waiting: 2,
    left: "about 3 min",
  });
  assertStringIncludes(page, "1 run running, 1 run paused, 2 runs not begun; about 3 min to go");
  assertStringIncludes(page, '<progress value="0.25" aria-label="Done of rmsprop, seed 1">');
  assertStringIncludes(page, "running</td><td>about 9 s</td>");
  assertStringIncludes(page, "1,500 of 6,000</td>");
  assertStringIncludes(page, "paused</td><td>—</td>");
  assertStringIncludes(page, "the same command resumes it");
  assertStringIncludes(page, '<a href="#progress">');
});

Deno.test("Progress says nothing if all runs are complete", () => {
  const page = pageOf({ runs: [], waiting: 0 });
  assert(!page.includes("#progress") && !page.includes('id="progress"'));
});

Deno.test("renderExperimentPage lets only a page that follows its runs connect to its server", () => {
  const live = pageOf({ runs: [], waiting: 0 });
  assertStringIncludes(live, "connect-src 'self'");
  assertStringIncludes(live, "live.js");
  const still = pageOf();
  assertEquals([still.includes("connect-src"), still.includes("live.js")], [false, false]);
});
