import { assertEquals, assertRejects } from "@std/assert";
import { parseLog, TIMING_COLUMNS } from "@samebit/runlog";
import { createTail, type Tail } from "./tail.ts";

const HEADER = "epoch,wallSeconds\n";
const GROWING = { torn: "drop" } as const;

/** Looks at a log again and again; what is read is always what reading it whole would give. */
async function withLog(
  body: (log: {
    readonly tail: Tail;
    write(text: string): Promise<void>;
    append(text: string): Promise<void>;
    epochs(): Promise<number[] | undefined>;
  }) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/timing.csv`;
  const tail = createTail();
  try {
    await body({
      tail,
      write: (text) => Deno.writeTextFile(path, text),
      append: (text) => Deno.writeTextFile(path, text, { append: true }),
      async epochs() {
        const log = await tail.readLog(path, TIMING_COLUMNS, GROWING);
        if (log === undefined) return undefined;
        const text = await Deno.readTextFile(path);
        assertEquals(log, parseLog(text, TIMING_COLUMNS, path, GROWING));
        return [...log.values.epoch];
      },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("createTail reads what is added to a log, and leaves an incomplete line alone", async () => {
  await withLog(async ({ write, append, epochs }) => {
    assertEquals(await epochs(), undefined);
    await write("epoch,wa");
    assertEquals(await epochs(), []);
    await append("llSeconds\n");
    assertEquals(await epochs(), []);
    await append("0,0.5\n1,1");
    assertEquals(await epochs(), [0]);
    await append(".5\n2,2.5\n");
    assertEquals(await epochs(), [0, 1, 2]);
  });
});

Deno.test("createTail reads a log from the start if it was cut, rewritten or replaced", async () => {
  await withLog(async ({ write, append, epochs }) => {
    await write(`${HEADER}0,0.5\n1,1.5\n2,2.5\n`);
    assertEquals(await epochs(), [0, 1, 2]);
    await write(`${HEADER}0,0.5\n`);
    assertEquals(await epochs(), [0]);
    // Longer than what was read, but not the same.
    await write(`${HEADER}4,0.5\n5,1.5\n6,2.5\n`);
    assertEquals(await epochs(), [4, 5, 6]);
    await append("7,3.5\n");
    assertEquals(await epochs(), [4, 5, 6, 7]);
  });
});

Deno.test("createTail counts changes, and gives the same table where nothing has changed", async () => {
  await withLog(async ({ tail, write, append, epochs }) => {
    await write(`${HEADER}0,0.5\n`);
    await epochs();
    const first = tail.changes;
    await epochs();
    assertEquals(tail.changes, first);
    await append("1,1");
    await epochs();
    assertEquals(tail.changes, first);
    await append(".5\n");
    await epochs();
    assertEquals(tail.changes, first + 1);
  });
});

Deno.test("createTail names an added line that is not a row", async () => {
  const path = await Deno.makeTempFile();
  const tail = createTail();
  try {
    await Deno.writeTextFile(path, `${HEADER}0,0.5\n`);
    await tail.readLog(path, TIMING_COLUMNS, GROWING);
    await Deno.writeTextFile(path, "1,1.5\n2,x\n", { append: true });
    await assertRejects(
      () => tail.readLog(path, TIMING_COLUMNS, GROWING),
      SyntaxError,
      `${path}:4: column "wallSeconds" is "x"`,
    );
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("createTail takes no cut line for a complete one once the log has ended", async () => {
  const path = await Deno.makeTempFile();
  const tail = createTail();
  try {
    await Deno.writeTextFile(path, `${HEADER}0,0.5\n1,1`);
    await tail.readLog(path, TIMING_COLUMNS, GROWING);
    await assertRejects(() => tail.readLog(path, TIMING_COLUMNS, {}), SyntaxError, "may be torn");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("createTail remembers what its last look found, and what it did not find", async () => {
  const tail = createTail();
  const folder = await Deno.makeTempDir();
  try {
    const [here, away] = [`${folder}/here.txt`, `${folder}/away.txt`];
    await Deno.writeTextFile(here, "first");
    assertEquals([await tail.readText(here), await tail.readText(away)], ["first", undefined]);
    await Deno.writeTextFile(here, "second");
    await Deno.writeTextFile(away, "there now");
    const { remembered } = tail;
    assertEquals(
      [await remembered.readText(here), await remembered.readText(away)],
      ["first", undefined],
    );
    assertEquals([await tail.readText(here), await tail.readText(away)], ["second", "there now"]);
    assertEquals(await remembered.readText(away), "there now");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
