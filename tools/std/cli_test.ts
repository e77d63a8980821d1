/** Results must be those of `parseArgs` of the original `@std/cli`. */
import { assertEquals, assertThrows } from "@std/assert";
import { parseArgs } from "@std/cli";
import { parseArgs as sameFunction } from "@std/cli/parse-args";

Deno.test("parseArgs reads flags, values, numbers and positionals without any declaration", () => {
  assertEquals(parseArgs(["--a", "--b=x", "--c", "y", "1", "z"]), {
    a: true,
    b: "x",
    c: "y",
    _: [1, "z"],
  });
  assertEquals(parseArgs(["--n", "1e3", "--s= "]), { n: 1000, "s": " ", _: [] });
  assertEquals(parseArgs, sameFunction);
});

Deno.test("parseArgs reads short flags alone, grouped and with a value", () => {
  assertEquals(parseArgs(["-a", "-bc", "v", "-n5", "-o=w", "-"]), {
    a: true,
    b: true,
    c: "v",
    n: 5,
    o: "w",
    _: ["-"],
  });
});

Deno.test("parseArgs keeps declared strings as text and never lets booleans take a value", () => {
  const options = { string: ["seeds"], boolean: ["dry-run", "lock"] } as const;
  assertEquals(parseArgs(["--seeds", "1", "--dry-run", "x"], options), {
    seeds: "1",
    "dry-run": true,
    lock: false,
    _: ["x"],
  });
  assertEquals(parseArgs(["--seeds", "--lock"], options), {
    seeds: "",
    "dry-run": false,
    lock: true,
    _: [],
  });
  assertEquals(parseArgs(["--lock=false", "--dry-run", "true"], options), {
    "dry-run": true,
    lock: false,
    _: [],
  });
});

Deno.test("parseArgs types what is declared and fills in defaults", () => {
  const args = parseArgs(["--peer", "a", "--peer", "b"], {
    string: ["out", "slug", "peer"],
    boolean: ["help"],
    collect: ["peer"],
    default: { out: "reports" },
  });
  const out: string = args.out;
  const slug: string | undefined = args.slug;
  const help: boolean = args.help;
  const peer: string[] = args.peer;
  assertEquals([out, slug, help, peer], ["reports", undefined, false, ["a", "b"]]);
  assertEquals(parseArgs([], { string: "peer", collect: "peer" }), { peer: [], _: [] });
});

Deno.test("parseArgs sets every name of an alias", () => {
  const options = { alias: { help: ["h", "?"] }, boolean: ["h"] } as const;
  assertEquals(parseArgs(["--help", "x"], options), { help: true, h: true, "?": true, _: ["x"] });
});

Deno.test("parseArgs negates only what is declared negatable", () => {
  const options = {
    boolean: ["color"],
    negatable: ["color"],
    default: { color: true },
  } as const;
  assertEquals(parseArgs(["--no-color"], options), { color: false, _: [] });
  assertEquals(parseArgs(["--no-bar"], options), { color: true, "no-bar": true, _: [] });
});

Deno.test("parseArgs keeps what follows the double dash unread", () => {
  assertEquals(parseArgs(["a", "--", "--b", "1"]), { _: ["a", "--b", "1"] });
  assertEquals(parseArgs(["a", "--", "--b"], { "--": true }), { _: ["a"], "--": ["--b"] });
});

Deno.test("parseArgs stops at the first positional when told to", () => {
  assertEquals(parseArgs(["--a", "--b", "run", "--c"], { boolean: true, stopEarly: true }), {
    a: true,
    b: true,
    _: ["run", "--c"],
  });
});

Deno.test("parseArgs asks about each undeclared argument and leaves out what is refused", () => {
  const asked: unknown[] = [];
  const unknown = (...call: unknown[]) => {
    asked.push(call);
    return false;
  };
  const read = parseArgs(["--out=x", "--typo=1", "file", "--a.b"], { string: ["out"], unknown });
  assertEquals<unknown>(read, { out: "x", _: [] });
  assertEquals(asked, [["--typo=1", "typo", "1"], ["file"], ["--a.b", "a.b", true]]);
});

Deno.test("parseArgs reads an empty value behind an equals sign", () => {
  assertEquals(parseArgs(["--a="]), { a: "", _: [] });
  assertEquals(parseArgs(["-a="]), { a: "", _: [] });
  assertEquals(parseArgs(["-ba="]), { b: true, a: "", _: [] });
  assertEquals(parseArgs(["--no-a="], { negatable: ["a"] }), { a: "", _: [] });
  assertEquals<unknown>(parseArgs(["--a="], { boolean: ["a"] }), { a: true, _: [] });
  assertEquals(parseArgs(["-a=x\ny"]), { a: "x", _: [] });
});

Deno.test("parseArgs reads each letter of a group, whatever its alphabet", () => {
  assertEquals(parseArgs(["-aé"]), { a: true, "é": true, _: [] });
  assertEquals(parseArgs(["-xa=-"]), { x: "-", _: [] });
  assertEquals(parseArgs(["-a-b"]), { a: "-b", _: [] });
  assertEquals(parseArgs(["-=", "-ab-"]), { "=": true, a: true, b: "-", _: [] });
});

Deno.test("parseArgs nests names with points", () => {
  assertEquals(parseArgs(["--a.b", "--a.c=2"]), { a: { b: true, c: 2 }, _: [] });
  assertEquals<unknown>(
    parseArgs(["--a.b=1"], { string: "a.b", boolean: ["a.c"], default: { "a.d": 4 } }),
    { a: { b: "1", c: false, d: 4 }, _: [] },
  );
  assertThrows(() => parseArgs(["--a", "--a.b"]), TypeError);
});

Deno.test("parseArgs leaves out names that reach the prototype", () => {
  const read = parseArgs(["--__proto__=1", "--constructor=2", "--__proto__.x", "--constructor.y"]);
  assertEquals(read, { _: [] });
  assertEquals(Object.getOwnPropertyNames(read), ["_"]);
  assertEquals(({} as Record<string, unknown>)["x"], undefined);
});

Deno.test("parseArgs knows what is only collected, and no empty names", () => {
  const unknown = () => false;
  assertEquals<unknown>(parseArgs(["--a=1"], { collect: ["a"], unknown }), { a: [1], _: [] });
  assertEquals<unknown>(parseArgs([], { boolean: [""], string: [""] }), { _: [] });
});

Deno.test("parseArgs collects twice what is its own alias, and refuses an empty alias", () => {
  const read = parseArgs(["--a=1"], { collect: ["a"], alias: { a: "a" } });
  assertEquals<unknown>(read, { a: [1, 1], _: [] });
  const nothing = { a: undefined } as unknown as Record<string, string>;
  assertThrows(() => parseArgs([], { alias: nothing }), TypeError, "Alias value must be defined");
});

Deno.test("parseArgs fails as the original does if positionals are set to something else", () => {
  assertThrows(() => parseArgs(["--_=1"]), TypeError, "push is not a function");
});
