import { assertEquals, assertThrows } from "@std/assert";
import { name, section, signed, unsigned, vector } from "./encoding.ts";
import { call } from "./function_builder.ts";
import { ModuleBuilder } from "./module_builder.ts";
import { f32, f32x4, i32, i32x4, v128 } from "./values.ts";

/** The exports of a module with one page of memory, which they share with the caller. */
function run(module: ModuleBuilder): {
  exports: Record<string, (...given: number[]) => number>;
  buffer: ArrayBufferLike;
} {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), {
    kernels: { memory },
  });
  const exports = instance.exports as unknown as Record<string, (...given: number[]) => number>;
  return { exports, buffer: memory.buffer };
}

const ONE_PAGE = { pages: 1, shared: false };

Deno.test("unsigned and signed write LEB128", () => {
  assertEquals(unsigned(0), [0]);
  assertEquals(unsigned(624485), [0xe5, 0x8e, 0x26]);
  assertEquals(unsigned(0xffffffff), [0xff, 0xff, 0xff, 0xff, 0x0f]);
  assertEquals(signed(-1), [0x7f]);
  assertEquals(signed(63), [0x3f]);
  assertEquals(signed(64), [0xc0, 0x00]);
  assertEquals(signed(-123456), [0xc0, 0xbb, 0x78]);
  assertEquals(signed(0x80000000), signed(-0x80000000));
});

Deno.test("vector, name and section put lengths before contents", () => {
  assertEquals(vector([[7], [8, 9]]), [2, 7, 8, 9]);
  assertEquals(name("exp"), [3, 101, 120, 112]);
  assertEquals(section(3, [1, 2]), [3, 2, 1, 2]);
});

Deno.test("ModuleBuilder writes loops, branches, locals and calls that run", () => {
  const module = new ModuleBuilder(ONE_PAGE);
  const square = module.functionOf("i32", { x: "i32" }, (_, { x }) => i32.mul(x, x));
  module.functionOf("i32", { n: "i32" }, (f, { n }) => {
    const sum = f.local("i32", 100);
    f.while(i32.ne(n, 0), () => {
      f.if(i32.and(n, 1), () => f.set(sum, i32.add(sum, call(square, n))), () => {
        f.increase(sum, -1);
      });
      f.increase(n, -1);
    });
    return sum;
  }, "oddSquares");
  const { exports } = run(module);
  assertEquals(exports.oddSquares(5), 100 + 1 + 9 + 25 - 2);
  assertEquals(exports.oddSquares(0), 100);
});

Deno.test("doWhile runs its body once if the condition never holds", () => {
  const module = new ModuleBuilder(ONE_PAGE);
  module.functionOf("i32", { n: "i32" }, (f, { n }) => {
    const rounds = f.local("i32");
    f.doWhile(() => {
      f.increase(rounds, 1);
      f.increase(n, -1);
    }, i32.gtU(n, 0));
    return rounds;
  }, "rounds");
  const { exports } = run(module);
  assertEquals([1, 3].map((n) => exports.rounds(n)), [1, 3]);
});

Deno.test("f32x4 and i32x4 name lanes as the specification does", () => {
  const module = new ModuleBuilder(ONE_PAGE);
  module.export("kernel", { scale: "f32" }, (f, { scale }) => {
    const x = f.local("v128", v128.load(0));
    const swapped = i32x4.shuffle(x, v128.load(16), [3, 0, 4, 7]);
    f.storeV128(32, f32x4.mul(swapped, f32x4.splat(scale)));
    f.storeF32(48, f32.div(f32x4.extractLane(x, 2), f32.const(4)));
    f.store32Lane(52, x, 1);
    f.store64Lane(56, x, 1);
  });
  const { exports, buffer } = run(module);
  const floats = new Float32Array(buffer);
  floats.set([1, 2, 3, 4, 5, 6, 7, 8]);
  exports.kernel(10);
  assertEquals([...floats.subarray(8, 16)], [40, 10, 50, 80, 0.75, 2, 3, 4]);
});

Deno.test("call refuses arguments of other kinds than the function takes", () => {
  const module = new ModuleBuilder(ONE_PAGE);
  const half = module.functionOf("f32", { x: "f32" }, (_, { x }) => f32.mul(x, f32.const(0.5)));
  assertThrows(() => call(half, 1), TypeError, "Cannot call with (i32): the function takes (f32)");
});
