/**
 * What a stranger's files can do to the user of a command: nothing but be refused. An experiment
 * file is code, a lock is text; both are run here as a user would, through the command line. That
 * of a data set or a log are in `tests/fuzz/`, that of a page in `packages/report`.
 */
import { BadInput } from "@samebit/input";
import { evaluateFile } from "@samebit/sandbox";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";

/** Code in an experiment file, and the right that it lacks. */
type Attempt = readonly [what: string, code: string, says: string];

const WRITE = 'new URL("./stolen.txt", import.meta.url)';

const onWindows = Deno.build.os === "windows";

/** A program that is there. */
const PROGRAM = onWindows ? "cmd" : "touch";

/**
 * On Windows Deno asks the system for its name servers before it looks at rights, and Wine may have
 * none to name: there one is given.
 */
const NAME_SERVER = onWindows ? '{ nameServer: { ipAddr: "127.0.0.1" } }' : "{}";

const ATTEMPTS: readonly Attempt[] = [
  ["asks the network", 'await fetch("http://127.0.0.1:4321/")', "net access"],
  ["opens a connection", 'await Deno.connect({ hostname: "127.0.0.1", port: 4321 })', "net access"],
  ["listens", "Deno.listen({ port: 4321 })", "net access"],
  ["opens a web socket", 'new WebSocket("ws://127.0.0.1:4321/")', "net access"],
  ["asks for names", `await Deno.resolveDns("example.org", "A", ${NAME_SERVER})`, "net access"],
  ["reads another folder", 'Deno.readTextFileSync("data/secret.txt")', "read access"],
  [
    "reads through its own folder",
    'Deno.readTextFileSync("experiments/../data/secret.txt")',
    "read",
  ],
  ["lists the root", '[...Deno.readDirSync("/")]', "read access"],
  ["reads by Node's module", '(await import("node:fs")).readFileSync("data/secret.txt")', "read"],
  ["looks at the environment", "Deno.env.toObject()", "env access"],
  [
    "looks at the environment by Node's module",
    '(await import("node:process")).env.PATH.length',
    "env access",
  ],
  ["asks who runs it", "Deno.uid()", "sys access"],
  ["asks by Node's module", '(await import("node:os")).hostname()', "sys access"],
  ["loads a library", 'Deno.dlopen("libc.so.6", {})', "ffi access"],
  [
    "loads an addon",
    '(await import("node:process")).dlopen({ exports: {} }, "x.node")',
    "ffi access",
  ],
  [
    "starts a process",
    `new Deno.Command("${PROGRAM}", { args: ["stolen.txt"] }).spawn()`,
    "run access",
  ],
  [
    "starts a process by Node's module",
    '(await import("node:child_process")).execSync("touch stolen.txt")',
    "access",
  ],
  ["ends its parent", 'Deno.kill(Deno.ppid, "SIGKILL")', "run access"],
  ["writes beside itself", `Deno.writeTextFileSync(${WRITE}, "")`, "write access"],
  ["makes a link", `Deno.symlinkSync("/etc/passwd", ${WRITE})`, "allow-write"],
  ["renames itself", `Deno.renameSync(new URL(import.meta.url), ${WRITE})`, "access"],
  ["makes a folder", 'Deno.makeTempDirSync({ dir: "." })', "write access"],
  [
    "writes by Node's module",
    '(await import("node:fs")).writeFileSync("experiments/stolen.txt", "")',
    "write access",
  ],
  ["imports from the network", 'await import("http://127.0.0.1:4321/x.ts")', "remote"],
  ["imports from another folder", 'await import("../data/code.ts")', "read access"],
  [
    "imports a package",
    'await import("npm:a-package-that-nobody-has@1.0.0")',
    "imports the package",
  ],
  [
    "asks a worker to do it",
    `await new Promise((_, reject) => {
      const code = 'Deno.readTextFileSync("/etc/passwd")';
      const worker = new Worker("data:text/javascript," + encodeURIComponent(code), { type: "module" });
      worker.onerror = (event) => reject(new Error(event.message));
    })`,
    "read access",
  ],
  [
    "gives a worker more than it has",
    'new Worker("data:text/javascript,", { type: "module", deno: { permissions: "none" } }),' +
    'new Worker("data:text/javascript,", { type: "module", deno: { permissions: { net: true } } })',
    "Worker.deno.permissions",
  ],
  [
    "asks for a right",
    'Deno.permissions.requestSync({ name: "read" }).state === "granted" || Deno.readDirSync("/").next()',
    "read access",
  ],
];

function textOf(code: string): string {
  return `${declare()}\nconst got = (${code});\nvoid got;\n`;
}

Deno.test("evaluateFile refuses a file that tries anything forbidden, without any effect", async () => {
  await using place = await createWorkplace();
  await place.write("data/secret.txt", "secret");
  await place.write("data/code.ts", declare());
  const file = join(place.path, "experiments/bad.ts");
  for (const [what, code, says] of ATTEMPTS) {
    await place.write("experiments/bad.ts", textOf(code));
    const before = await filesBelow(place.path);
    const { message } = await assertRejects(() => evaluateFile(file), BadInput, undefined, what);
    assertStringIncludes(message, `${file}: needs a right that experiment files`, what);
    assertStringIncludes(message, says, what);
    assertEquals(await filesBelow(place.path), before, what);
  }
});

/** One attempt for each right, which a command is tried with. */
const TRIED = [
  "asks the network",
  "reads another folder",
  "looks at the environment",
  "asks who runs it",
  "loads a library",
  "starts a process",
  "writes beside itself",
  "imports from the network",
  "asks a worker to do it",
];

Deno.test("experiment refuses a file that asks for any right, by its name and with status 2", async () => {
  await using place = await createWorkplace();
  for (const [what, code, says] of ATTEMPTS.filter(([what]) => TRIED.includes(what))) {
    const file = "experiments/bad.ts";
    await place.write(file, textOf(code));
    const { status, out, complaints } = await place.run("experiment", file);
    assertEquals([status, out], [2, ""], what);
    assert(complaints.startsWith(`error: ${file}: needs a right`), complaints);
    assertStringIncludes(complaints, says, what);
    assertEquals(await filesBelow(place.path), [file], what);
  }
});

Deno.test("experiment does not follow a link out of the folder of its file", async () => {
  await using place = await createWorkplace();
  const secret = await place.write("data/secret.txt", "secret");
  await place.write(
    "experiments/bad.ts",
    `export default Deno.readTextFileSync(
    new URL("./link.txt", import.meta.url));`,
  );
  const link = `${place.path}/experiments/link.txt`;
  await Deno.symlink(secret, link, { type: "file" });
  if (!await Deno.lstat(link).catch(() => undefined)) {
    return console.log("Skipping: this system says that it makes links, and makes none (Wine)");
  }
  const { status, complaints } = await place.run("experiment", "bad");
  assertEquals(status, 2);
  assertStringIncludes(complaints, "experiments/bad.ts: needs a right");
});

/**
 * Clears the screen, renames the window, and the same in one character less; a bell, a delete; marks
 * that turn the direction, hide or end a line; and a line of its own.
 */
const CONTROLS = "\x1b[2J\x1b]0;owned\x07\x9b2J\x85\x08\x7f" +
  "\u202e\u2066\u200b\u2028\ufeff\u{e0041}\nforged: the whole paper";

Deno.test("commands pass on no control characters of a file to the terminal", async () => {
  await using place = await createWorkplace();
  const spelled = JSON.stringify(CONTROLS);
  const files = {
    "thrown.ts": `throw new Error(${spelled});`,
    "field.ts": declare({ [CONTROLS]: 1 }),
    "value.ts": declare({ seeds: [CONTROLS] }),
    "broken.ts": `export default {\n${CONTROLS}`,
    "titled.ts": declare({ title: `A ${CONTROLS} title`, question: CONTROLS }),
    "locked.ts": declare(),
    "locked.lock.json": `{${CONTROLS}`,
  };
  for (const [name, text] of Object.entries(files)) await place.write(`experiments/${name}`, text);
  const commands = [
    ["experiment", "thrown"],
    ["experiment", "field"],
    ["experiment", "value"],
    ["experiment", "broken"],
    ["experiment", "titled", "--dry-run"],
    ["experiment", CONTROLS],
    ["verify", "locked"],
    ["list"],
    [CONTROLS],
  ];
  for (const args of commands) {
    const { out, complaints } = await place.run(...args);
    const all = out + complaints;
    assert(all !== "", JSON.stringify(args));
    assert(!/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(all), JSON.stringify({ args, all }));
    assert(!/^\s*forged/m.test(all), JSON.stringify({ args, all }));
  }
});
