import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput } from "@samebit/input";
import { dataOf } from "./evaluate_answer.ts";
import type { Patience } from "./evaluate_answer.ts";
import { evaluateFile } from "./evaluate_file.ts";

const UPDATE_RULES = fileURLToPath(
  new URL("../../experiments/update-rules.ts", import.meta.url),
);

/** A program that is there. */
const PROGRAM = Deno.build.os === "windows" ? "cmd" : "ls";

/** Runs `test` with a folder that holds these files; the folder is removed afterwards. */
async function inFolder(
  files: Readonly<Record<string, string>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(join(folder, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, name), text);
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a file with this text is refused for, without its name. */
async function refusalOf(folder: string, text: string, patience?: Patience): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.ts`);
  await Deno.writeTextFile(file, text);
  const error = await assertRejects(() => evaluateFile(file, patience), BadInput);
  assertEquals(error.place, file);
  assert(error.message.startsWith(`${file}: `));
  return error.message.slice(file.length + 2);
}

/** Checks what files with these texts are refused for. */
async function assertRefusals(cases: readonly (readonly [string, ...string[]])[]): Promise<void> {
  await inFolder({ "other/secret.ts": "export default 1" }, async (outer) => {
    const folder = join(outer, "experiments");
    await Deno.mkdir(folder);
    for (const [text, ...problems] of cases) {
      const refusal = `${await refusalOf(folder, text)}\n`;
      for (const problem of problems) assertStringIncludes(refusal, problem, text);
    }
  });
}

Deno.test("evaluateFile gives the default export as data", async () => {
  const text = "export default { a: [1, 0.5, 1e-7], b: { c: null, d: true }, e: 'ü' };";
  await inFolder({ "x.ts": text }, async (folder) => {
    const data = await evaluateFile(join(folder, "x.ts"));
    assertEquals(data, { a: [1, 0.5, 1e-7], b: { c: null, d: true }, e: "ü" });
  });
});

Deno.test("evaluateFile takes imports from the file's own folder, and types of the packages", async () => {
  await inFolder({
    "x.ts": `import type { Experiment } from "@samebit/experiment";
      import { rate } from "./shared/rates.ts";
      console.log("this is not the answer");
      setInterval(() => {}, 1000);
      export default { rate } as unknown as Experiment;`,
    "shared/rates.ts":
      "export const rate = Number(Deno.readTextFileSync(new URL('rate.txt', import.meta.url)));",
    "shared/rate.txt": "0.25",
  }, async (folder) => {
    assertEquals(await evaluateFile(join(folder, "x.ts")), { rate: 0.25 });
  });
  const experiment = await evaluateFile(UPDATE_RULES) as { title: string };
  assertEquals(experiment.title, "Update rules compared");
});

Deno.test("evaluateFile gives an object that appears in two places twice", async () => {
  await inFolder({ "x.ts": "const a = { b: 1 }; export default [a, a];" }, async (folder) => {
    assertEquals(await evaluateFile(join(folder, "x.ts")), [{ b: 1 }, { b: 1 }]);
  });
});

Deno.test("evaluateFile refuses a missing file and a folder", async () => {
  await inFolder({}, async (folder) => {
    const missing = join(folder, "x.ts");
    const error = await assertRejects(() => evaluateFile(missing), BadInput);
    assertEquals(error.message, `${missing}: there is no such file`);
    await assertRejects(() => evaluateFile(folder), BadInput, `${folder}: is not a file`);
  });
});

Deno.test("evaluateFile refuses a file that cannot be run, saying what it threw", async () => {
  await assertRefusals([
    ["throw new RangeError('too late')", "threw RangeError: too late\n"],
    ["throw 'a\\u001b[31mred'", "threw a [31mred\n"],
    ["throw null", "threw null\n"],
    ["export default {{{", "is not valid TypeScript: SyntaxError: Unexpected token `{`."],
    [
      "setTimeout(() => { throw new Error('later') }); await new Promise((r) => setTimeout(r, 1e4))",
      "threw Error: later\n",
    ],
    [
      "Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 1e4))",
      "threw Error: lost\n",
    ],
    ["import './missing.ts'; export default {}", "threw TypeError: Module not found"],
  ]);
});

Deno.test("evaluateFile ends a file that loops for ever or floods its output, by force", async () => {
  await inFolder({}, async (folder) => {
    const texts = [
      "while (true) {}",
      "Deno.addSignalListener('SIGTERM', () => {}); while (true) {}",
      "const bytes = new Uint8Array(65536).fill(65); while (true) Deno.stdout.writeSync(bytes)",
      `new Worker("data:text/javascript,while(true);", { type: "module" });
        await new Promise((r) => setTimeout(r, 1e9))`,
    ];
    const late = "did not end within 0.5 s of processor time; it must only declare what to run";
    const patience = { workSeconds: 0.5, waitSeconds: 60 };
    const refusals = await Promise.all(texts.map((text) => refusalOf(folder, text, patience)));
    assertEquals(refusals, texts.map(() => late));
  });
});

Deno.test("evaluateFile ends a file that waits for ever by the clock", async () => {
  await inFolder({}, async (folder) => {
    const text = "setInterval(() => {}, 1000); await new Promise(() => {});";
    const refusal = await refusalOf(folder, text, { workSeconds: 10, waitSeconds: 0.5 });
    assertEquals(refusal, "did not end within 0.5 s; it must only declare what to run");
  });
});

Deno.test("evaluateFile counts neither start-up nor waiting for the processor against a file", async () => {
  const text = "await new Promise((r) => setTimeout(r, 500)); export default 1;";
  await inFolder({ "x.ts": text }, async (folder) => {
    const patience = { workSeconds: 0.2, waitSeconds: 60 };
    assertEquals(await evaluateFile(join(folder, "x.ts"), patience), 1);
  });
});

Deno.test("evaluateFile refuses a file that exports nothing", async () => {
  const nothing = "exports nothing; end it with: export default { ... } satisfies Experiment\n";
  await assertRefusals([["", nothing], ["export const experiment = {};", nothing]]);
});

Deno.test("evaluateFile refuses what JSON would change, with its place", async () => {
  await assertRefusals([
    ["export default () => 1", "the default export is a function; wanted plain data\n"],
    ["export default { 'a b': [1, -0] }", '"a b".1: is -0, which JSON turns into 0; write 0\n'],
  ]);
});

const DENIED = "needs a right that experiment files do not have: ";

/** Expressions that reach for a right, and what Deno says is missing. */
const REACHING: readonly (readonly [string, string])[] = [
  ["Deno.readTextFileSync('../other/secret.ts')", "read access"],
  ["Deno.readTextFileSync(new URL('../other/secret.ts', import.meta.url))", "read access"],
  ["(await import('../other/secret.ts')).default", "read access"],
  ["(await import('node:fs')).readdirSync('/')", "read access"],
  ["await fetch('https://example.org')", "net access"],
  ["await Deno.connect({ port: 80 })", "net access"],
  ["await Deno.resolveDns('example.org', 'A', { nameServer: { ipAddr: '127.0.0.1' } })", "net"],
  ["Deno.env.get('HOME')", "env access"],
  ["(await import('node:process')).default.env.HOME", "env access"],
  [`await new Deno.Command('${PROGRAM}').output()`, "run access"],
  ["Deno.kill(Deno.ppid)", "run access"],
  ["String((await import('node:child_process')).execSync('id'))", "access"],
  ["Deno.writeTextFileSync(new URL('./x', import.meta.url), '')", "write access"],
  ["Deno.dlopen('libc.so.6', {})", "ffi access"],
  ["Deno.hostname()", "sys access"],
  ["await import('https://example.org/x.ts')", "remote specifier"],
  [
    "await import('npm:a-package-that-nobody-has@1.0.0')",
    'the package "a-package-that-nobody-has"',
  ],
  ["await import('npm:zod@4.6.7')", 'it imports the package "zod"'],
  ["await import('jsr:@std/nothing@1.0.0')", "@std/nothing"],
  ["await new Deno.Command('no-such-program').output()", "Failed to spawn 'no-such-program'"],
];

Deno.test("evaluateFile gives a file no right but to read its folder and the packages", async () => {
  const tries = REACHING.map(([code]) => `async () => ${code}`);
  await inFolder({
    "other/secret.ts": "export default 1",
    "experiments/x.ts": `const said = [];
      for (const reach of [${tries}]) {
        try { said.push("got " + await reach()) } catch (e) { said.push(e.name + ": " + e.message) }
      }
      export default said;`,
  }, async (folder) => {
    const said = await evaluateFile(join(folder, "experiments", "x.ts")) as string[];
    assertEquals(said.length, REACHING.length);
    for (const [at, [code, right]] of REACHING.entries()) {
      const output = JSON.stringify({ kind: "error", error: said[at] });
      const answer = { output, errors: "", status: { success: true, code: 0, signal: null } };
      const { message } = assertThrows(() => dataOf(answer, "x.ts"), BadInput, DENIED, code);
      assertStringIncludes(message, right, code);
    }
  });
});

Deno.test("evaluateFile refuses a file that needs a right, in whatever way it ends", async () => {
  const cases: (readonly [string, string])[] = [
    ["export default Deno.readTextFileSync('../other/secret.ts')", "read access"],
    ["export default await fetch('https://example.org')", "net access"],
    [
      "new Worker('data:text/javascript,Deno.env.get(`A`)', { type: 'module' }); " +
      "export default await new Promise((r) => setTimeout(r, 1e4))",
      "env access",
    ],
    [
      "export default new Worker('data:text/javascript,', { type: 'module', deno: { permissions: { env: true } } })",
      "Worker.deno.permissions",
    ],
  ];
  await assertRefusals(cases.map(([text, right]) => [text, DENIED, right]));
});

Deno.test("evaluateFile refuses a static import from outside the folder like a dynamic one", async () => {
  await assertRefusals([
    ["import s from '../other/secret.ts'; export default { s }", "needs a right"],
    ["import 'https://example.org/x.ts'; export default {}", "needs a right"],
  ]);
});

Deno.test("evaluateFile keeps Deno's own stores out of reach", async () => {
  await assertRefusals([
    ["localStorage.setItem('a', 'b'); export default {}", "localStorage is not defined"],
    ["await caches.open('a'); export default {}", "caches is not defined"],
  ]);
});

Deno.test("evaluateFile trusts nothing that a file writes in place of an answer", async () => {
  const says = (text: string) =>
    `Deno.stdout.writeSync(new TextEncoder().encode(${JSON.stringify(text)})); Deno.exit();`;
  await assertRefusals([
    [says("null\n"), "exports nothing"],
    [says('{"kind":"data","data":1}\n'), "exports nothing"],
    ["postMessage('null'); while (true);", "ended with status 0 before it exported anything\n"],
    ['postMessage(\'{"kind":"lossy"}\'); while (true);', "ended with status 0 before"],
    ['postMessage(\'{"kind":"error","error":{}}\'); while (true);', "threw [object Object]\n"],
    [
      `postMessage('{"kind":"data","data":' + "[".repeat(1e6) + "]".repeat(1e6) + "}"); while (true);`,
      "the default export is more than 50 levels deep; wanted fewer\n",
    ],
  ]);
});

Deno.test("evaluateFile refuses a folder that a right cannot name", async () => {
  await inFolder({ "a,b/x.ts": "export default {}" }, async (folder) => {
    await assertRejects(() => evaluateFile(join(folder, "a,b", "x.ts")), BadInput, "has a comma");
  });
});

Deno.test("evaluateFile keeps nothing from an evaluation, whatever the file's threads store", async () => {
  const thread = `
    caches.open("x").then((cache) => cache.put("http://x/1", new Response("1")))
      .then(() => postMessage("stored"), (error) => postMessage(error.message))`;
  const text = `
    const worker = new Worker("data:text/javascript," + encodeURIComponent(${
    JSON.stringify(thread)
  }), { type: "module" });
    export default await new Promise((done) => worker.onmessage = ({ data }) => done(data));`;
  await inFolder({ "x.ts": text }, async (folder) => {
    const said = await evaluateFile(join(folder, "x.ts"));
    assertStringIncludes(String(said), "Failed to create cache storage directory");
  });
});

/** Code that takes far more than a file may, each in a way of its own. */
const GREEDY = {
  "typed arrays": "const all = []; while (true) all.push(new Uint8Array(2 ** 26).fill(1));",
  "objects": "const all = []; while (true) all.push({ a: [1, 2, 3] });",
  "one array": "export default new Uint8Array(2 ** 31).fill(1);",
  "WebAssembly": `const all = []; while (true) {
    const memory = new WebAssembly.Memory({ initial: 1000 });
    new Uint8Array(memory.buffer).fill(1);
    all.push(memory);
  }`,
  "sixty threads":
    `const code = "const all = []; while (true) all.push(new Uint8Array(2 ** 20).fill(1))";
    for (let i = 0; i < 60; i++) new Worker("data:text/javascript," + code, { type: "module" });
    while (true);`,
};

Deno.test("evaluateFile counts the memory of the whole process, not that of one heap", async () => {
  await assertRefusals(
    Object.values(GREEDY).map((text) => [text, "takes more than 512 MiB of memory\n"]),
  );
});

Deno.test("evaluateFile ends a file that causes much to be written to the disk", async () => {
  const says = Deno.build.os === "windows"
    ? "threw Error: unable to open database file\n"
    : "writes more than 16 MiB to the disk\n";
  const text = `import { DatabaseSync } from "node:sqlite";
    const database = new DatabaseSync(":memory:");
    database.exec("PRAGMA temp_store = 1; CREATE TEMP TABLE t (x BLOB)");
    while (true) database.exec("INSERT INTO t VALUES (zeroblob(4000000))");`;
  await assertRefusals([[text, says]]);
});

Deno.test("evaluateFile shortens the name of a place with a million parts", async () => {
  const text = `const path = new Array(1e6).fill("a");
    postMessage(JSON.stringify({ kind: "lossy", path, problem: "x" })); while (true);`;
  await inFolder({}, async (folder) => assert((await refusalOf(folder, text)).length < 1000));
});

Deno.test("evaluateFile refuses a folder with more links than can be denied", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await inFolder({ "x.ts": "export default {}" }, async (folder) => {
    for (let i = 0; i < 700; i++) {
      await Deno.symlink("/etc", join(folder, `${"x".repeat(200)}${i}`));
    }
    const file = join(folder, "x.ts");
    await assertRejects(
      () => evaluateFile(file),
      BadInput,
      "contains 700 links that lead out of it",
    );
  });
});
