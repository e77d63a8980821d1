/**
 * A WebAssembly module while it is written: functions, which of them are exported, and the one
 * memory, which is imported. `bytes()` is the binary format.
 */
import { name, section, unsigned, vector } from "./encoding.ts";
import {
  type Argument,
  type Arguments,
  type Callable,
  FunctionBuilder,
  KIND_CODES,
  type Local,
  localAt,
  type Parameters,
} from "./function_builder.ts";
import type { Kind, Value } from "./values.ts";

/** The memory that a module imports as `kernels.memory`. */
export interface MemoryType {
  /** Its fixed size in pages of 64 KiB. */
  readonly pages: number;
  /** Whether several threads use it. */
  readonly shared: boolean;
}

interface FinishedFunction {
  readonly callable: Callable;
  readonly exportName: string | undefined;
  readonly body: number[];
}

/** Collects the functions of one module. */
export class ModuleBuilder {
  readonly #memory: MemoryType;
  readonly #functions: FinishedFunction[] = [];

  constructor(memory: MemoryType) {
    this.#memory = memory;
  }

  /** The exported functions by name, in the order in which they were written. */
  get exported(): ReadonlyMap<string, Callable> {
    return new Map(
      this.#functions.flatMap(({ exportName, callable }) =>
        exportName === undefined ? [] : [[exportName, callable] as const]
      ),
    );
  }

  /** Writes a function without a result that JavaScript can call. */
  export<P extends Parameters>(
    exportName: string,
    parameters: P,
    write: (f: FunctionBuilder, given: Arguments<P>) => void,
  ): Callable<undefined> {
    return this.#add(exportName, parameters, undefined, (f, given) => {
      write(f, given);
      return undefined;
    });
  }

  /** Writes a function without a result for other functions. */
  function<P extends Parameters>(
    parameters: P,
    write: (f: FunctionBuilder, given: Arguments<P>) => void,
  ): Callable<undefined> {
    return this.#add(undefined, parameters, undefined, (f, given) => {
      write(f, given);
      return undefined;
    });
  }

  /** Writes a function with a result; `write` returns the value that the function ends with. */
  functionOf<P extends Parameters, K extends Kind>(
    result: K,
    parameters: P,
    write: (f: FunctionBuilder, given: Arguments<P>) => Value<K>,
    exportName?: string,
  ): Callable<K> {
    return this.#add(
      exportName,
      parameters,
      result,
      write as (
        f: FunctionBuilder,
        given: Arguments<P>,
      ) => Argument,
    );
  }

  /** The module in the binary format. */
  bytes(): Uint8Array<ArrayBuffer> {
    const { pages, shared } = this.#memory;
    const limits = [shared ? 3 : 1, ...unsigned(pages), ...unsigned(pages)];
    const functions = this.#functions;
    const exports = functions.flatMap(({ exportName, callable }) =>
      exportName === undefined ? [] : [[...name(exportName), 0, ...unsigned(callable.index)]]
    );
    const bodies = functions.map(({ body }) => unsigned(body.length).concat(body));
    return new Uint8Array(
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0].concat(
        section(1, vector(functions.map(({ callable }) => typeCode(callable)))),
        section(2, vector([[...name("kernels"), ...name("memory"), 2, ...limits]])),
        section(3, vector(functions.map(({ callable }) => unsigned(callable.index)))),
        section(7, vector(exports)),
        section(10, vector(bodies)),
      ),
    );
  }

  #add<P extends Parameters, R extends Kind | undefined>(
    exportName: string | undefined,
    parameters: P,
    result: R,
    write: (f: FunctionBuilder, given: Arguments<P>) => Argument | undefined,
  ): Callable<R> {
    const kinds = Object.values(parameters);
    const locals: Record<string, Local<Kind>> = {};
    Object.entries(parameters).forEach(([key, kind], index) => locals[key] = localAt(index, kind));
    const f = new FunctionBuilder(kinds.length);
    const value = write(f, locals as Arguments<P>);
    const callable = { index: this.#functions.length, parameters: kinds, result };
    this.#functions.push({ callable, exportName, body: f.finish(value) });
    return callable;
  }
}

/** Every function has a type of its own, with the function's index. */
function typeCode({ parameters, result }: Callable): number[] {
  const codes = parameters.map((kind) => [KIND_CODES[kind]]);
  return [0x60, ...vector(codes), ...vector(result === undefined ? [] : [[KIND_CODES[result]]])];
}
