import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "./main.ts";
import { createTestingTerminal } from "@samebit/terminal/testing";

async function run(...args: string[]) {
  const terminal = createTestingTerminal();
  const status = await main(args, terminal);
  return { status, out: terminal.printed.join("\n"), complaints: terminal.complaints };
}

Deno.test("main names every command when it is asked for help", async () => {
  const { status, out } = await run("--help");
  assertEquals(status, 0);
  for (const name of ["experiment", "report", "list", "new", "check-gradients"]) {
    assertStringIncludes(out, `\n  ${name} `);
  }
});

Deno.test("main has help as a command, too, and prints its version", async () => {
  assertEquals(await run("help"), await run("--help"));
  const { status, out } = await run("--version");
  assertEquals(status, 0);
  assertMatch(out, /^samebit \d+\.\d+\.\d+, contract \d+, Deno \d+\.\d+\.\d+$/);
});

Deno.test("main explains each command without running it", async () => {
  const { out: overview } = await run("--help");
  const names = [...overview.matchAll(/^ {2}([\w-]+) /gm)].map(([, name]) => name!);
  assert(names.length >= 5, overview);
  for (const name of names) {
    const { status, out, complaints } = await run(name, "--help");
    assertEquals([status, complaints], [0, []]);
    assertStringIncludes(out, `deno task ${name}`);
  }
});

Deno.test("main suggests the command that was meant", async () => {
  const { status, complaints } = await run("experimnt");
  assertEquals(status, 2);
  assertEquals(complaints, ["error: experimnt: is not a command; did you mean experiment?"]);
});

Deno.test("main says which commands there are when none is given", async () => {
  const { status, complaints } = await run();
  assertEquals(status, 2);
  assertStringIncludes(complaints[0]!, "error: command: is missing; there are experiment, report");
});

Deno.test("main exits with status 2 and the message alone after wrong use", async () => {
  const { status, complaints } = await run("list", "--uot", "x");
  assertEquals(status, 2);
  assertEquals(complaints, ["error: --uot: unknown flag; see --help"]);
});

/** Arguments that a parser of flags may take for something else. */
const ODD = [
  ...["--_", "--_=1", "-_", "--__proto__=", "--constructor=", "-hé", "-=", "--no-lock=", "--h="],
  ...["--a.b", "---x", "--workers=1e3", "--workers=-0", "--workers=0x10", "--workers=1_000"],
  ...["--workers=NaN", "--workers=", ""],
];

/** What a complaint about such an argument has to name. */
function nameIn(argument: string): string {
  return argument === "" ? '"": ' : argument.split(/(?<=[^-])=/)[0]!;
}

Deno.test("main refuses odd arguments with status 2, by their names", async () => {
  for (const argument of ODD) {
    const { status, complaints } = await run("experiment", argument);
    assertEquals(status, 2, complaints.join("\n"));
    assertStringIncludes(complaints[0]!, nameIn(argument));
  }
});

Deno.test("main run as a process gets odd arguments as they were given", async () => {
  await Promise.all(["--__proto__=", ""].map(async (argument) => {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", import.meta.resolve("./main.ts"), "experiment", argument],
      stdout: "piped",
      stderr: "piped",
    });
    const { code, stderr } = await process.output();
    const said = new TextDecoder().decode(stderr);
    assertEquals(code, 2, said);
    assertStringIncludes(said, nameIn(argument));
  }));
});

Deno.test("main shows where wrong use was found when verbose", async () => {
  const { complaints } = await run("list", "--uot", "x", "--verbose");
  assertEquals(complaints.length, 2);
  assertStringIncludes(complaints[1]!, "flags.ts");
});

Deno.test("main exits with status 1 and a hint after an unexpected error", async () => {
  const terminal = createTestingTerminal();
  const broken = {
    ...terminal,
    print(): void {
      throw new Error("the printer is on fire");
    },
  };
  assertEquals(await main(["list", "--help"], broken), 1);
  assertEquals(terminal.complaints, [
    "error: the printer is on fire",
    "(--verbose shows where)",
  ]);
});
