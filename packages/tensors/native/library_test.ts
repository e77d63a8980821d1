import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { buildNativeLibrary, findNativeLibrary } from "./library.ts";
import type { Machine } from "./machine.ts";
import { hasCompiler } from "./test_library.ts";

const COMPILER = await hasCompiler();
const MACHINE: Machine = { os: Deno.build.os, arch: Deno.build.arch, cpu: "a CPU" };

/** Runs `body` with a fresh folder and a small C file in it. */
async function withSource(
  text: string,
  body: (source: string, folder: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${root}/source.c`, text);
    await body(`${root}/source.c`, `${root}/cache`);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function listNames(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name);
}

Deno.test({
  name: "buildNativeLibrary compiles once, and findNativeLibrary finds what it compiled",
  ignore: !COMPILER,
  fn: () =>
    withSource("int answer(void) { return 42; }", async (source, folder) => {
      const options = { source, folder, machine: MACHINE };
      assertEquals(await findNativeLibrary(options), undefined);
      const first = await buildNativeLibrary(options);
      assert(first.built);
      assertEquals(await findNativeLibrary(options), first.path);
      assertEquals(await buildNativeLibrary(options), { ...first, built: false });
      assertEquals((await listNames(folder)).length, 1);

      const library = Deno.dlopen(first.path, { answer: { parameters: [], result: "i32" } });
      assertEquals(library.symbols.answer(), 42);
      library.close();
    }),
});

Deno.test({
  name: "findNativeLibrary passes over libraries of other source, signatures and CPUs",
  ignore: !COMPILER,
  fn: () =>
    withSource("int answer(void) { return 42; }", async (source, folder) => {
      const options = { source, folder, machine: MACHINE };
      await buildNativeLibrary(options);
      const machine = { ...MACHINE, cpu: "another CPU" };
      assertEquals(await findNativeLibrary({ ...options, machine }), undefined);
      const symbols = { answer: { parameters: ["f32"], result: "i32" } } as const;
      assertEquals(await findNativeLibrary({ ...options, symbols }), undefined);
      await Deno.writeTextFile(source, "int answer(void) { return 43; }");
      assertEquals(await findNativeLibrary(options), undefined);
      assert((await buildNativeLibrary(options)).built);
    }),
});

Deno.test({
  name: "findNativeLibrary passes over a library whose parts have changed",
  ignore: !COMPILER,
  fn: () =>
    withSource('#include "part.h"\nint answer(void) { return ANSWER; }', async (source, folder) => {
      const part = source.replace("source.c", "part.h");
      await Deno.writeTextFile(part, "enum { ANSWER = 42 };");
      const options = { source, folder, machine: MACHINE };
      const { path } = await buildNativeLibrary(options);
      assertEquals(await findNativeLibrary(options), path);
      await Deno.writeTextFile(part, "enum { ANSWER = 43 };");
      assertEquals(await findNativeLibrary(options), undefined);
    }),
});

Deno.test({
  name: "buildNativeLibrary removes what another compiler made of the same source",
  ignore: !COMPILER,
  fn: () =>
    withSource("int answer(void) { return 42; }", async (source, folder) => {
      const options = { source, folder, machine: MACHINE };
      const { path } = await buildNativeLibrary(options);
      await Deno.rename(path, path.replace(/-[0-9a-f]{8}-/, "-00000000-"));
      assert((await buildNativeLibrary(options)).built);
      assertEquals(await findNativeLibrary(options), path);
      assertEquals((await listNames(folder)).length, 1);
    }),
});

Deno.test({
  name: "findNativeLibrary passes over a damaged library, and buildNativeLibrary replaces it",
  ignore: !COMPILER,
  fn: () =>
    withSource("int answer(void) { return 42; }", async (source, folder) => {
      const options = { source, folder, machine: MACHINE };
      const { path } = await buildNativeLibrary(options);
      await Deno.truncate(path, 3000);
      assertEquals(await findNativeLibrary(options), undefined);
      assert((await buildNativeLibrary(options)).built);
      assertEquals(await findNativeLibrary(options), path);
    }),
});

Deno.test({
  name: "buildNativeLibrary shows what the compiler says, and leaves nothing behind",
  ignore: !COMPILER,
  fn: () =>
    withSource("int answer(void) { return unknown; }", async (source, folder) => {
      const error = await assertRejects(
        () => buildNativeLibrary({ source, folder, machine: MACHINE }),
        TypeError,
        "Cannot build the native kernels",
      );
      assertStringIncludes(error.message, "unknown");
      assertEquals(await listNames(folder), []);
    }),
});

Deno.test("buildNativeLibrary says what to install if there is no compiler", () =>
  withSource("", async (source, folder) => {
    const options = { source, folder, machine: { ...MACHINE, os: "linux" } as const };
    const error = await assertRejects(
      () => buildNativeLibrary({ ...options, compiler: "no-such-compiler" }),
      Deno.errors.NotFound,
      'there is no C compiler "no-such-compiler"',
    );
    assertStringIncludes(error.message, "apt install gcc");
  }));
