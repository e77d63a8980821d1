/**
 * The tools for writing every family of kernels: the module, the constants, the thread's addresses,
 * and the functions that load and store the last one to three elements of an array.
 */
import type { Callable } from "../assembler/function_builder.ts";
import { type MemoryType, ModuleBuilder } from "../assembler/module_builder.ts";
import { i32, v128 } from "../assembler/values.ts";
import { Constants } from "./constants.ts";
import { type ThreadLayout, threadLayout } from "./layout.ts";

/** The means of writing kernels. */
export interface Toolbox {
  readonly module: ModuleBuilder;
  readonly constants: Constants;
  readonly layout: ThreadLayout;
  /** (address, count) → the first `count` floats, at most four, and zeros behind them. */
  readonly loadSome: Callable<"v128">;
  /** (address, vector, count): stores the first `count` lanes, at most four. */
  readonly storeSome: Callable<undefined>;
}

/** A toolbox with an empty module for one thread. */
export function createToolbox(memory: MemoryType, thread: number): Toolbox {
  const module = new ModuleBuilder(memory);
  return {
    module,
    constants: new Constants(),
    layout: threadLayout(thread),
    loadSome: writeLoadSome(module),
    storeSome: writeStoreSome(module),
  };
}

function writeLoadSome(module: ModuleBuilder): Callable<"v128"> {
  return module.functionOf("v128", { address: "i32", count: "i32" }, (f, { address, count }) => {
    const loaded = f.local("v128");
    f.if(i32.geU(count, 4), () => f.return(v128.load(address)));
    f.if(i32.eq(count, 1), () => f.return(v128.load32Zero(address)));
    f.if(i32.geU(count, 2), () => f.set(loaded, v128.load64Zero(address)));
    f.if(i32.eq(count, 3), () => f.set(loaded, v128.load32Lane(loaded, 2, address, 8)));
    return loaded;
  });
}

function writeStoreSome(module: ModuleBuilder): Callable<undefined> {
  return module.function(
    { address: "i32", vector: "v128", count: "i32" },
    (f, { address, vector, count }) => {
      f.if(i32.geU(count, 4), () => {
        f.storeV128(address, vector);
        f.return();
      });
      f.if(i32.eq(count, 1), () => f.store32Lane(address, vector, 0));
      f.if(i32.geU(count, 2), () => f.store64Lane(address, vector, 0));
      f.if(i32.eq(count, 3), () => f.store32Lane(address, vector, 2, 8));
    },
  );
}
