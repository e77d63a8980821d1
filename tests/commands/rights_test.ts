/**
 * Each task has the rights that it needs and no other: it does its job with them, stops without any
 * one of them and names it, and the table in docs/rights.md says the same. Commands are run as their
 * tasks do it.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { cpSync } from "node:fs";
import { join } from "node:path";
import {
  createWorkplace,
  outcomeOf,
  rightsOf,
  ROOT,
  TASKS,
  type Workplace,
} from "../command_line.ts";
import { EXCEPTIONS, JOBS, type Place } from "./rights_jobs.ts";
import { declare } from "../sample_experiment.ts";

/** A task with rights, one of which may have been taken from it. */
interface Trial {
  readonly task: string;
  readonly rights: readonly string[];
  readonly left?: Right;
}

/** A kind of right, such as `env`, and what of it, such as `HOME`; nothing for all of it. */
interface Right {
  readonly kind: string;
  readonly item: string;
}

/** A list of rights without one of them, for each of them. */
function withoutOne(rights: readonly string[]): [left: Right, rights: string[]][] {
  return rights.flatMap((right, at): [Right, string[]][] => {
    const [, kind, list = ""] = /^--allow-(\w+)=?(.*)$/.exec(right) ?? [];
    if (kind === undefined) return [];
    const items = list.split(",");
    return items.map((item) => {
      const others = items.filter((each) => each !== item);
      const kept = others.length === 0 ? [] : [`--allow-${kind}=${others.join(",")}`];
      return [{ kind, item }, rights.toSpliced(at, 1, ...kept)];
    });
  });
}

/** All that is tried, long work first; says of what is not why. */
function trials(): Trial[] {
  return Object.keys(JOBS).flatMap((task): Trial[] => {
    const excepted = EXCEPTIONS.filter((exception) => exception.task === task);
    for (const { right, reason } of excepted) {
      console.log(`${task}${right === undefined ? "" : ` without ${right}`}: not tried, ${reason}`);
    }
    if (excepted.some(({ right }) => right === undefined)) return [];
    const rights = rightsOf(task);
    const fewer = withoutOne(rights).filter(([{ item }]) =>
      !excepted.some(({ right }) => right === item)
    );
    return [{ task, rights }, ...fewer.map(([left, rights]) => ({ task, rights, left }))];
  });
}

/** Does the job of a task in a copy of a folder; returns what is wrong with how it went. */
async function check({ task, rights, left }: Trial, from: Workplace): Promise<string | undefined> {
  await using place = await createPlace(rights, from.path);
  const { does, says, status: wanted = 0 } = JOBS[task]!;
  const { status, out, complaints } = await does(place);
  const said = `${task}: status ${status}\n${out}${complaints}`;
  if (left === undefined) {
    return status === wanted && says.test(out + complaints) ? undefined : said;
  }
  const named = `Requires ${left.kind} access${left.item === "" ? "" : ` to "${left.item}`}`;
  const isNamed = status > 0 && status !== 130 && (out + complaints).includes(named);
  return isNamed ? undefined : `without ${left.kind} ${left.item}, ${said}`;
}

/** A copy of a folder in which commands can be tried with rights. */
async function createPlace(rights: readonly string[], from?: string): Promise<Place> {
  const env: Record<string, string> = { ...ENV };
  const place = await createWorkplace(env);
  env["HOME"] = env["LOCALAPPDATA"] = join(place.path, "home");
  if (from !== undefined) cpSync(from, place.path, { recursive: true });
  return { ...place, try: (...args) => place.startWith(rights, ...args) };
}

/** HOME is asked for only where XDG_CACHE_HOME is empty; Deno's packages are to be found without. */
const ENV = { XDG_CACHE_HOME: "", DENO_DIR: await folderOfDeno() };

async function folderOfDeno(): Promise<string> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(outcomeOf(info).out).denoDir;
}

Deno.test("every task does its job with exactly its rights, and names any that it lacks", async () => {
  const all = trials();
  await using place = await createPlace(["--allow-all"]);
  await place.write("experiments/small.ts", declare());
  await Deno.mkdir(join(place.path, "home"));
  const commands = [["experiment", "small", "--lock", "--workers", "1"]];
  if (all.some(({ task }) => task === "native")) commands.unshift(["native"]);
  for (const args of commands) {
    assertEquals(outcomeOf(await place.try(...args).output()).complaints, "");
  }
  const wrong: string[] = [];
  const workers = Array.from({ length: Math.min(navigator.hardwareConcurrency, 4) }, async () => {
    for (let next = all.shift(); next !== undefined; next = all.shift()) {
      wrong.push(...[await check(next, place)].filter((each) => each !== undefined));
    }
  });
  await Promise.all(workers);
  assertEquals(wrong, []);
});

Deno.test("deno task itself gives a command what it needs", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "experiment", "overfit-three-layer", "--dry-run"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const { out, complaints } = outcomeOf({ code, stdout, stderr } as Deno.CommandOutput);
  assertEquals([code, complaints], [0, ""]);
  assertStringIncludes(out, "overfit-three-layer");
});

Deno.test("the table of rights in the docs is that of deno.json", async () => {
  const text = await Deno.readTextFile(join(ROOT, "docs/rights.md"));
  for (const [task, { command }] of Object.entries(TASKS)) {
    if (!/packages\/cli\/main.ts|tools\/bench\/main.ts/.test(command)) continue;
    assertStringIncludes(command, " --frozen ", task);
    assert(!/ -A\b|--allow-all/.test(command), task);
    const rights = rightsOf(task).filter((right) => right.startsWith("--allow-"))
      .map((right) => `\`${right.slice(8).replace(Deno.execPath(), "deno").replace("=", ": ")}\``);
    const row = text.split("\n").find((line) => line.startsWith(`| ${task} `)) ?? "";
    const told = row.split("|").slice(2, -1).map((cell) => cell.trim()).filter((cell) =>
      cell !== ""
    );
    assertEquals(told[0], rights.length === 0 ? "none" : rights.join("; "), task);
  }
});
