import { assertEquals } from "@std/assert";
import { SMALL_PLAN } from "@samebit/experiment/testing";
import { formatMessage, type WorkerNews } from "./messages.ts";
import { openJob } from "./open_job.ts";
import { refusalOf, takeMessage } from "./take_message.ts";

const JOB = { identity: "a".repeat(64), plan: SMALL_PLAN, folder: "out/a" };

/** A job, and a way to hear something of it. */
function createJob() {
  const open = openJob({ index: 0, job: JOB });
  const hear = (worker: string, event: WorkerNews, delivery = 1) => {
    const data = new TextEncoder().encode(formatMessage({ worker, delivery, event }));
    return takeMessage(open, data, 0).consequences;
  };
  return { open, hear };
}

Deno.test("takeMessage names the worker that vanished, and gives up after the fifth one", () => {
  const { open, hear } = createJob();
  assertEquals(hear("w1", { kind: "started" }), [{ tell: { kind: "started" } }]);
  const gone = (worker: string) => ({
    tell: {
      kind: "notice" as const,
      text: `${worker} is silent; another worker resumes it`,
    },
  });
  for (let i = 2; i <= 5; i++) {
    const [, notice, ...rest] = hear(`w${i}`, { kind: "started" }, i);
    assertEquals([notice, ...rest], [gone(`w${i - 1}`)]);
  }
  const [, notice, end] = hear("w6", { kind: "started" }, 6);
  assertEquals(notice, gone("w5"));
  assertEquals(end, { giveUp: "5 workers vanished while doing it" });
  assertEquals(open.by, "w6");
});

Deno.test("takeMessage does not call a worker vanished that handed the job back", () => {
  const { hear } = createJob();
  hear("w1", { kind: "started" });
  hear("w1", { kind: "returned" });
  assertEquals(hear("w2", { kind: "started" }, 2), [{ tell: { kind: "started" } }]);
});

Deno.test("takeMessage shows 50 notices, and says that there are more", () => {
  const { hear } = createJob();
  const told = Array.from({ length: 60 }, (_, i) => hear("w", { kind: "notice", text: `${i}` }));
  assertEquals(told.map(({ length }) => length), [
    ...Array(49).fill(1),
    2,
    ...Array(10).fill(0),
  ]);
  assertEquals(told[49]![1], {
    tell: { kind: "notice", text: "further notices about it are not shown" },
  });
});

Deno.test("takeMessage mirrors rows until the files of the run arrive", () => {
  const { open, hear } = createJob();
  const rows = { kind: "rows", name: "steps.csv", offset: 0, text: "1\n" } as const;
  assertEquals(hear("w", rows), [{ mirror: rows }]);
  open.isArriving = true;
  assertEquals(hear("w", rows), []);
});

Deno.test("takeMessage reads no more than so many messages a second, and says so once", () => {
  const { open } = createJob();
  const data = new TextEncoder().encode("no message");
  const told = Array.from({ length: 600 }, () => takeMessage(open, data, 0));
  assertEquals(told.some(({ isHeard }) => isHeard), false);
  assertEquals(told.flatMap(({ consequences }) => consequences), [{
    tell: { kind: "notice", text: "too many messages about it; not all of them are read" },
  }]);
});

Deno.test("refusalOf wants a reason from every present worker", () => {
  const { open, hear } = createJob();
  hear("w1", { kind: "returned", refusal: "no data" });
  assertEquals(refusalOf(open, []), undefined);
  assertEquals(refusalOf(open, ["w1", "w2"]), undefined);
  hear("w2", { kind: "returned", refusal: "contract 7" });
  assertEquals(
    refusalOf(open, ["w1", "w2"]),
    "No worker can do it: w1: no data; w2: contract 7",
  );
});
