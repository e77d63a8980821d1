/**
 * Entries of an output folder that Samebit did not put there: links, pipes, endless and huge files,
 * damaged records, files of other runs. Every command refuses it by its name and touches nothing
 * outside. Real files and real processes.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow, type Workplace } from "../command_line.ts";
import { declare, declareBase } from "../sample_experiment.ts";
import { addressOf, end } from "../watching.ts";

const isWindows = Deno.build.os === "windows";
if (isWindows) {
  console.log("No links and no pipes on Windows without rights: their tests are skipped");
}

/** A place with the experiment `small`, made; returns the folders of its runs below the place. */
async function makeSmall(place: Workplace): Promise<string[]> {
  await place.write("experiments/small.ts", declare({ seeds: [1] }));
  const { status, complaints } = await place.run("experiment", "small", "--workers", "1");
  assertEquals([status, complaints], [0, ""]);
  const runs = await Array.fromAsync(Deno.readDir(join(place.path, "reports/small/runs")));
  return runs.map(({ name }) => `reports/small/runs/${name}`).sort();
}

/** Serves the pages of a place. */
async function startWatching(place: Workplace): Promise<{ url: string } & AsyncDisposable> {
  const process = place.start("watch", "--port", "0");
  return { url: await addressOf(process), [Symbol.asyncDispose]: () => end(process) };
}

/** Puts a link in the place of what stood there. */
async function link(place: Workplace, name: string, target: string): Promise<void> {
  const path = join(place.path, name);
  await Deno.remove(path, { recursive: true }).catch(() => {});
  await Deno.symlink(target, path);
}

/** Puts a pipe that nobody writes into in the place of what stood there. */
async function pipe(place: Workplace, name: string): Promise<void> {
  const path = join(place.path, name);
  await Deno.remove(path, { recursive: true }).catch(() => {});
  const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
  assert(success, path);
}

/** A file of `bytes` zeros that takes no room. */
async function sparse(place: Workplace, name: string, bytes: number): Promise<void> {
  await Deno.truncate(await place.write(name, ""), bytes);
}

/** Runs a command that has to refuse, and says why. */
async function refused(place: Workplace, ...args: string[]): Promise<string> {
  const { status, complaints } = await place.run(...args);
  assertEquals(status, 2, `${args.join(" ")}: ${complaints}`);
  return complaints;
}

Deno.test({
  name: "report removes and writes nothing through a link, and names it",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    await makeSmall(place);
    const app = join(place.path, "my-app");
    await place.write("my-app/app.js", "mine");
    await place.write("my-app/adam-seed1-00000000.js", "mine too");
    for (const name of ["rerun", "runs"]) {
      const kept = join(place.path, "kept");
      await Deno.rename(join(place.path, "reports/small", name), kept);
      await link(place, `reports/small/${name}`, app);
      const complaints = await refused(place, "report", "small");
      assertStringIncludes(complaints, `reports/small/${name}: is a link to ${app}; `);
      assertStringIncludes(complaints, "--out");
      assertEquals(await filesBelow(app), ["adam-seed1-00000000.js", "app.js"], name);
      await Deno.remove(join(place.path, "reports/small", name));
      await Deno.rename(kept, join(place.path, "reports/small", name));
    }
    await link(place, "reports/assets", app);
    assertStringIncludes(await refused(place, "report"), "reports/assets: is a link to ");
    await Deno.remove(join(place.path, "reports/assets"));
    const page = await place.write("page.html", "mine");
    for (const name of ["reports/index.html", "reports/small/index.html"]) {
      await link(place, name, page);
      assertStringIncludes(await refused(place, "report"), `${name}: is a link to ${page}`);
      await Deno.remove(join(place.path, name));
    }
    assertEquals(await Deno.readTextFile(page), "mine");
    assertEquals(await filesBelow(app), ["adam-seed1-00000000.js", "app.js"]);
    assertEquals((await place.run("report")).status, 0);
  },
});

Deno.test("report removes scripts of runs that it made, and no other file beside them", async () => {
  await using place = await createWorkplace();
  const [adam] = await makeSmall(place);
  const rerun = join(place.path, "reports/small/rerun");
  const script = `${adam!.split("/").at(-1)}.js`;
  await Deno.copyFile(join(rerun, script), join(rerun, "adam-seed9-0123abcd.js"));
  await place.write("reports/small/rerun/adam-seed8-0123abcd.js", "mine");
  await place.write("reports/small/rerun/mine.js", "mine");
  assertEquals((await place.run("report", "small")).status, 0);
  const left = await filesBelow(rerun);
  assert(!left.includes("adam-seed9-0123abcd.js"), left.join());
  for (const name of [script, "adam-seed8-0123abcd.js", "mine.js"]) {
    assert(left.includes(name), name);
  }
});

Deno.test({
  name: "experiment writes through no link in a store, whatever is linked",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    const [adam] = await makeSmall(place);
    const mine = await place.write("home/mine.txt", "mine");
    const home = join(place.path, "home");
    const logs = ["steps.csv", "epochs.csv", "timing.csv", "environment.json", "run.json", ".held"];
    const parts = ["run.json.part", "digests.json", "weights-final.safetensors", "failed.txt"];
    for (const name of [...logs, ...parts].map((name) => `${adam}/${name}`)) {
      await Deno.remove(join(place.path, adam!), { recursive: true });
      await Deno.mkdir(join(place.path, adam!));
      await link(place, name, mine);
      const complaints = await refused(place, "experiment", "small", "--workers", "1");
      assertStringIncludes(complaints, `${name}: is a link to ${mine}; `);
      assertEquals(await Deno.readTextFile(mine), "mine", name);
      assertEquals(await filesBelow(home), ["mine.txt"], name);
    }
    const folders = [adam!, "reports/small/runs", "reports/small"];
    for (const name of folders) {
      await link(place, name, home);
      const complaints = await refused(place, "experiment", "small", "--workers", "1");
      assertStringIncludes(complaints, `${name}: is a link to ${home}; `);
      assertEquals(await filesBelow(home), ["mine.txt"], name);
      await Deno.remove(join(place.path, name));
    }
    await Deno.mkdir(join(place.path, "reports/small"));
    for (const name of ["experiment.json", "experiment.json.part", ".held", "audit.json"]) {
      await link(place, `reports/small/${name}`, mine);
      const args = ["experiment", "small", "--workers", "1", "--audit", "1%"];
      const complaints = await refused(place, ...args);
      assertStringIncludes(complaints, `reports/small/${name}: is a link to ${mine}; `);
      assertEquals(await Deno.readTextFile(mine), "mine", name);
      await Deno.remove(join(place.path, "reports/small", name));
    }
    assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
  },
});

Deno.test({
  name: "experiment leaves a file alone that has another name elsewhere",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    const [adam] = await makeSmall(place);
    const mine = await place.write("mine.txt", "mine");
    await Deno.remove(join(place.path, adam!), { recursive: true });
    await Deno.mkdir(join(place.path, adam!));
    for (
      const name of ["steps.csv", "epochs.csv", "timing.csv", "environment.json", "failed.txt"]
    ) {
      await Deno.link(mine, join(place.path, adam!, name));
    }
    assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
    assertEquals(await Deno.readTextFile(mine), "mine");
    assertMatch(await Deno.readTextFile(join(place.path, adam!, "steps.csv")), /^step,epoch,/);
  },
});

Deno.test({
  name: "report and watch quote no file that a link leads to",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    const [adam] = await makeSmall(place);
    const key = await place.write("secret/id", "a key that nobody may see");
    await Deno.remove(join(place.path, adam!, "run.json"));
    await link(place, `${adam}/failed.txt`, key);
    assertStringIncludes(await refused(place, "report", "small"), "failed.txt: is a link to ");
    await using watching = await startWatching(place);
    for (const path of ["small/index.html", "index.html", `${adam!.slice(8)}/failed.txt`]) {
      const page = await (await fetch(`${watching.url}${path}`)).text();
      assert(!page.includes("a key that nobody"), path);
    }
    for (const file of await filesBelow(join(place.path, "reports"))) {
      if (!file.endsWith(".html")) continue;
      const page = await Deno.readTextFile(join(place.path, "reports", file));
      assert(!page.includes("a key that nobody"), file);
    }
  },
});

Deno.test("report shows the beginning of a long note, and not more", async () => {
  await using place = await createWorkplace();
  const [adam] = await makeSmall(place);
  await Deno.remove(join(place.path, adam!, "run.json"));
  await place.write(`${adam}/failed.txt`, `begins ${"x".repeat(200_000)} ends`);
  assertEquals((await place.run("report", "small")).status, 0);
  const page = await Deno.readTextFile(join(place.path, "reports/small/index.html"));
  assertStringIncludes(page, "begins xxx");
  assert(!page.includes("x ends"));
});

Deno.test({
  name: "no command waits for a pipe or reads a huge file in a store: it is named at once",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    const [adam, sgd] = await makeSmall(place);
    const commands = [
      ["report", "small"],
      ["list"],
      ["experiment", "small", "--dry-run"],
      ["experiment", "small"],
      ["evaluate", adam!],
      ["diverge", adam!, sgd!],
    ];
    const reading: Readonly<Record<string, readonly string[]>> = {
      "run.json": ["report", "list", "experiment", "evaluate", "diverge"],
      "steps.csv": ["report"],
      "weights-best.safetensors": ["report", "evaluate"],
      "digests.json": ["evaluate"],
    };
    for (const [name, readers] of Object.entries(reading)) {
      const path = `${adam}/${name}`;
      const whole = await Deno.readFile(join(place.path, path));
      const bad: readonly (readonly [() => Promise<void>, string])[] = [
        [() => pipe(place, path), "is a named pipe; wanted a regular file"],
        [() => link(place, path, "/dev/zero"), "is a link to /dev/zero"],
        [() => sparse(place, path, 20 * 2 ** 30), "has 21474836480 bytes, more than"],
      ];
      for (const [put, says] of bad) {
        await put();
        for (const command of commands.filter(([first]) => readers.includes(first!))) {
          const complaints = await refused(place, ...command);
          assertStringIncludes(complaints, `${path}: ${says}`, command.join(" "));
        }
        await Deno.remove(join(place.path, path));
      }
      await Deno.writeFile(join(place.path, path), whole);
    }
    await pipe(place, "reports/small/experiment.json");
    assertStringIncludes(await refused(place, "report"), "experiment.json: is a named pipe");
  },
});

Deno.test({
  name: "experiment waits for no pipe among its data, and evaluate for none of examples",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    const [adam] = await makeSmall(place);
    const dataset = { kind: "csv", file: "p.csv", validationExamples: 2, testExamples: 2 };
    await place.write("experiments/table.ts", declareBase({ dataset }));
    await place.write("data/other.csv", "");
    await pipe(place, "data/p.csv");
    assertStringIncludes(await refused(place, "experiment", "table"), "is a named pipe");
    const complaints = await refused(place, "evaluate", adam!, "--data", "data/p.csv");
    assertStringIncludes(complaints, "data/p.csv: is a named pipe; wanted a regular file");
    await pipe(place, "experiments/small.lock.json");
    const verified = await refused(place, "verify", "small");
    assertStringIncludes(verified, "experiments/small.lock.json: is a named pipe");
  },
});

Deno.test("a damaged experiment is named, and pages, lists and runs of others are made", async () => {
  await using place = await createWorkplace();
  await makeSmall(place);
  await place.write("reports/broken/experiment.json", "{");
  const reported = await place.run("report");
  assertEquals(reported.status, 2);
  assertStringIncludes(reported.complaints, "reports/broken/experiment.json: it is not JSON");
  assertStringIncludes(reported.out, "reports/small/index.html");
  const index = await Deno.readTextFile(join(place.path, "reports/index.html"));
  assertStringIncludes(index, 'href="small/index.html"');
  assertMatch(index, /broken.*experiment\.json: it is not JSON/s);
  const one = await place.run("report", "small");
  assertEquals(one.status, 0);
  assertStringIncludes(one.complaints, "warning: broken is left out of the index: ");
  await place.write("experiments/other.ts", declare({ seeds: [3] }));
  const other = await place.run("experiment", "other", "--workers", "1");
  assertEquals(other.status, 0, other.complaints);
  assertStringIncludes(other.complaints, "warning: broken is left out of the index: ");
  assertMatch((await place.run("list")).out, /^other +2 +2 /m);
  await using watching = await startWatching(place);
  const page = await (await fetch(watching.url)).text();
  assertStringIncludes(page, 'href="other/index.html"');
  assertMatch(page, /broken.*experiment\.json: it is not JSON/s);
});

Deno.test({
  name: "an experiment's folder that was moved and linked is refused by every command alike",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    const [adam, sgd] = await makeSmall(place);
    await place.write("experiments/other.ts", declare({ seeds: [3] }));
    assertEquals((await place.run("experiment", "other", "--workers", "1")).status, 0);
    const disk = join(place.path, "other-disk");
    await Deno.rename(join(place.path, "reports/small"), disk);
    await link(place, "reports/small", disk);
    for (
      const command of [
        ["experiment", "small"],
        ["experiment", "small", "--dry-run"],
        ["list"],
        ["report", "small"],
        ["report"],
        ["report", "--compare", "small", "other"],
        ["evaluate", "small/adam-seed1"],
        ["evaluate", adam!],
        ["diverge", adam!, sgd!],
        ["watch", "small"],
      ]
    ) {
      const complaints = await refused(place, ...command);
      assertStringIncludes(complaints, `reports/small: is a link to ${disk}; `, command.join(" "));
      assertStringIncludes(complaints, "--out", command.join(" "));
    }
    const other = await place.run("experiment", "other");
    assertEquals(other.status, 0);
    assertStringIncludes(other.complaints, "reports/small: is a link to ");
    const evaluated = await place.run("evaluate", "other/adam-seed3");
    assertEquals(evaluated.status, 0, evaluated.complaints);
  },
});

Deno.test({
  name: "an output folder that is reached through links is used by every command",
  ignore: isWindows,
  async fn() {
    await using place = await createWorkplace();
    await Deno.mkdir(join(place.path, "big-disk"));
    await Deno.symlink("big-disk", join(place.path, "link"));
    await place.write("experiments/small.ts", declare({ seeds: [1] }));
    for (const out of ["link/reports", "link/reports/", "./link/../link/reports"]) {
      for (
        const command of [
          ["experiment", "small", "--workers", "1"],
          ["report", "small"],
          ["list"],
          ["evaluate", "small/adam"],
        ]
      ) {
        const { status, complaints } = await place.run(...command, "--out", out);
        assertEquals([status, complaints], [0, ""], `${command.join(" ")} --out ${out}`);
      }
    }
    const runs = join(place.path, "link/reports/small/runs");
    const [a, b] = (await Array.fromAsync(Deno.readDir(runs))).map(({ name }) => join(runs, name));
    assertEquals((await place.run("evaluate", a!)).status, 0);
    assertEquals((await place.run("diverge", a!, b!)).status, 1);
    assertEquals((await place.run("diverge", a!, a!)).status, 0);
  },
});

Deno.test("evaluate and report never use the weights of another run", async () => {
  await using place = await createWorkplace();
  const [adam, sgd] = await makeSmall(place);
  const weights = (run: string) => join(place.path, run, "weights-best.safetensors");
  const examples = `${Array.from({ length: 64 }, (_, i) => `x${i}`).join()}\n`;
  await place.write("examples.csv", `${examples}${new Array(64).fill(1).join()}\n`);
  const [first, second] = [await Deno.readFile(weights(adam!)), await Deno.readFile(weights(sgd!))];
  await Deno.writeFile(weights(adam!), second);
  await Deno.writeFile(weights(sgd!), first);
  const page = await refused(place, "report", "small");
  assertMatch(
    page,
    /weights-best\.safetensors: is not the file that was recorded: its SHA-256 is /,
  );
  const evaluations = [
    ["--data", "examples.csv"],
    ["--split", "train"],
    ["--split", "test"],
    [],
  ];
  for (const flags of evaluations) {
    const complaints = await refused(place, "evaluate", adam!, ...flags);
    assertMatch(complaints, /weights-best\.safetensors: is not the file that was recorded: /);
    assertMatch(complaints, /its SHA-256 is [0-9a-f]{64}, recorded is [0-9a-f]{64}/);
  }
  // Runs that were recorded without digests: their results show it.
  await Deno.remove(join(place.path, adam!, "digests.json"));
  for (const flags of evaluations.slice(0, 3)) {
    const complaints = await refused(place, "evaluate", adam!, ...flags);
    assertStringIncludes(complaints, "its best weights belong to another run: ");
  }
});

Deno.test("a damaged run of another experiment is not copied but run from scratch", async () => {
  await using place = await createWorkplace();
  const [adam, sgd] = await makeSmall(place);
  const text = await Deno.readTextFile(join(place.path, adam!, "steps.csv"));
  const before = await Deno.readFile(join(place.path, sgd!, "steps.csv"));
  // One that cannot be read, one that can and is another's; the second without digests.
  await place.write(`${adam}/steps.csv`, text.replaceAll("\n", "x\n"));
  await place.write(`${sgd}/steps.csv`, text);
  for (const digests of [true, false]) {
    if (!digests) {
      await Deno.remove(join(place.path, "reports/second-true"), { recursive: true });
      await Deno.remove(join(place.path, sgd!, "digests.json"));
      await Deno.remove(join(place.path, adam!, "digests.json"));
      await place.write(`${sgd}/steps.csv`, text.split("\n").slice(0, 4).join("\n") + "\n");
    }
    const slug = `second-${digests}`;
    await place.write(`experiments/${slug}.ts`, declare({ seeds: [1] }));
    const { status, out, complaints } = await place.run("experiment", slug, "--workers", "1");
    assertEquals(status, 0, complaints);
    const said = out + complaints;
    assertStringIncludes(said, `${adam} holds this run and is damaged, so it is not copied: `);
    if (!digests) continue;
    assertStringIncludes(said, `${sgd} holds this run and is damaged`);
    const made = join(place.path, sgd!.replace("small", slug), "steps.csv");
    assertEquals(await Deno.readFile(made), before);
  }
});

Deno.test("runs with every kind of ending are copied into another experiment without a message", async () => {
  await using place = await createWorkplace();
  const text = declareBase({ evaluation: { predictions: true, layers: { every: 3 } } }, {
    seeds: [1],
    compare: {
      optimizer: {
        wild: { kind: "sgd", learningRate: 1e30 },
        high: { kind: "sgd", learningRate: 1e6 },
        adam: { kind: "adam", learningRate: 0.1 },
      },
      stopping: {
        early: { kind: "plateau", metric: "validationAccuracy", patience: 1 },
        no: { kind: "none" },
      },
    },
  });
  await place.write("experiments/first.ts", text);
  await place.write("experiments/second.ts", text);
  const first = await place.run("experiment", "first");
  assertEquals(first.status, 0, first.complaints);
  for (const end of ["diverged at step", "stopped early"]) assertStringIncludes(first.out, end);
  const second = await place.run("experiment", "second");
  assertEquals([second.status, second.complaints], [0, ""]);
  assertStringIncludes(second.out, "6 already done for other experiments, copying");
  assert(!second.out.includes("damaged"), second.out);
});
