import { assertEquals, assertStringIncludes } from "@std/assert";
import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { RunJob } from "@samebit/store";
import { createTestingTerminal, type TestingTerminal } from "@samebit/terminal/testing";
import { createProgress, type ProgressOptions } from "./progress.ts";

const FIRST = { identity: "first" } as RunJob;
const SECOND = { identity: "second" } as RunJob;

function optionsFor(
  terminal: TestingTerminal,
  changed: Partial<ProgressOptions> = {},
): ProgressOptions {
  return {
    runs: 2,
    steps: 4,
    nameOf: ({ identity }) => identity,
    resultOf: ({ identity }) => Promise.resolve(`${identity} result`),
    verbose: false,
    terminal,
    ...changed,
  };
}

/** What a terminal of 80 columns was sent. */
function createScreen(): { readonly stream: Writable; readonly text: () => string } {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return {
    stream: Object.assign(stream, { isTTY: true, columns: 80 }),
    text: () => stripVTControlCharacters(text),
  };
}

Deno.test("createProgress writes a line for each run in the order they ended", async () => {
  const terminal = createTestingTerminal();
  const slow = Promise.withResolvers<string>();
  const progress = createProgress(optionsFor(terminal, {
    resultOf: (job) => job === FIRST ? slow.promise : Promise.resolve("0.9"),
  }));
  progress.take({ kind: "started", job: FIRST });
  progress.take({ kind: "progress", job: FIRST, progress: { step: 1, totalSteps: 2 } });
  progress.take({ kind: "finished", job: FIRST });
  progress.take({ kind: "finished", job: SECOND });
  slow.resolve("0.8");
  await progress.end();
  assertEquals(terminal.printed, ["[1/2] first: 0.8", "[2/2] second: 0.9"]);
});

Deno.test("createProgress reports a failed run with its reason alone", async () => {
  const terminal = createTestingTerminal();
  const progress = createProgress(optionsFor(terminal));
  progress.take({
    kind: "failed",
    job: FIRST,
    reason: "disk full",
    stack: "Error: disk full\n at",
  });
  await progress.end();
  assertEquals(terminal.printed, ["[1/2] first: failed"]);
  assertEquals(terminal.complaints, ["failed: first: disk full"]);
});

Deno.test("createProgress shows the stack of a failed run when verbose", async () => {
  const terminal = createTestingTerminal();
  const progress = createProgress(optionsFor(terminal, { verbose: true }));
  progress.take({
    kind: "failed",
    job: FIRST,
    reason: "disk full",
    stack: "Error: disk full\n at",
  });
  progress.take({ kind: "failed", job: SECOND, reason: "killed" });
  await progress.end();
  assertEquals(terminal.complaints, [
    "failed: first: Error: disk full\n at",
    "failed: second: killed",
  ]);
});

Deno.test("createProgress draws a bar for all runs and one for each run in progress", async () => {
  const terminal = createTestingTerminal(true);
  const screen = createScreen();
  const progress = createProgress(optionsFor(terminal, { runs: 3 }), screen.stream);
  progress.take({ kind: "started", job: FIRST });
  progress.take({ kind: "started", job: SECOND });
  progress.take({
    kind: "progress",
    job: SECOND,
    progress: { step: 1, totalSteps: 4, loss: 2.302585 },
  });
  progress.take({ kind: "finished", job: FIRST });
  await progress.end();
  assertStringIncludes(screen.text(), "1 of 3 runs");
  assertStringIncludes(screen.text(), "25% second: loss 2.303");
  assertEquals(terminal.printed, []);
});

Deno.test("createProgress draws nothing where nothing is done", async () => {
  const screen = createScreen();
  await createProgress(optionsFor(createTestingTerminal(true), { runs: 0 }), screen.stream).end();
  assertEquals(screen.text(), "");
});

Deno.test("createProgress reports a failed run above the bars", async () => {
  const terminal = createTestingTerminal(true);
  const screen = createScreen();
  const progress = createProgress(optionsFor(terminal), screen.stream);
  progress.take({ kind: "started", job: FIRST });
  progress.take({ kind: "failed", job: FIRST, reason: "disk full" });
  await progress.end();
  assertStringIncludes(screen.text(), "failed: first: disk full");
});

Deno.test("createProgress passes on notices and does not count a paused run as ended", async () => {
  const notice = { kind: "notice", job: FIRST, text: "its checkpoint is damaged" } as const;
  const terminal = createTestingTerminal();
  const lines = createProgress(optionsFor(terminal));
  lines.take(notice);
  lines.take({ kind: "paused", job: FIRST });
  await lines.end();
  assertEquals(terminal.printed, []);
  assertEquals(terminal.complaints, ["notice: first: its checkpoint is damaged"]);

  const screen = createScreen();
  const bars = createProgress(optionsFor(createTestingTerminal(true)), screen.stream);
  bars.take({ kind: "started", job: FIRST });
  bars.take(notice);
  bars.take({ kind: "progress", job: FIRST, progress: { step: 1, totalSteps: 4 } });
  bars.take({ kind: "paused", job: FIRST });
  await bars.end();
  assertStringIncludes(screen.text(), "notice: first: its checkpoint is damaged");
  assertStringIncludes(screen.text(), "0 of 2 runs");
  assertEquals(screen.text().includes("1 of 2 runs"), false);
});

Deno.test("createProgress lets no notice or reason start a line of its own", async () => {
  const terminal = createTestingTerminal();
  const progress = createProgress(optionsFor(terminal));
  progress.take({ kind: "notice", job: FIRST, text: "x\nsupported: all\u202e" });
  progress.take({ kind: "failed", job: FIRST, reason: "y\nsupported: all", stack: "" });
  await progress.end();
  assertEquals(terminal.complaints, [
    "notice: first: x\\nsupported: all\\u{202e}",
    "failed: first: y\\nsupported: all",
  ]);
});
