/**
 * `parseArgs` of `@std/cli`. `parseArgs` of `node:util` cannot carry it: there an undeclared flag
 * never takes the next argument, and a declared one takes it even when it is a flag.
 *
 * The inferred types are the original's, simplified so that what compiles here compiles there:
 * where the original infers more (aliases, `any` when nothing is declared) these say `unknown`.
 * Dotted names, which the original nests, are refused.
 */

/** Names as one string or a list. */
type Names<T extends string> = T | readonly T[];

/** Options for `parseArgs`. */
export interface ParseOptions<
  TBooleans extends string = string,
  TStrings extends string = string,
  TCollectable extends string = string,
  TNegatable extends string = string,
  TDefaults extends Record<string, unknown> = Record<string, unknown>,
  TDoubleDash extends boolean = boolean,
> {
  /** Whether what follows `--` is kept apart under `"--"` instead of among the positionals. */
  "--"?: TDoubleDash;
  /** Other names of flags. */
  alias?: Readonly<Record<string, string | readonly string[]>>;
  /** Flags without a value; `false` when absent. `true` makes every `--flag` such. */
  boolean?: boolean | Names<TBooleans>;
  /** Values of absent flags. */
  default?: TDefaults;
  /** Whether everything after the first positional is positional. */
  stopEarly?: boolean;
  /** Flags whose value is never read as a number. */
  string?: Names<TStrings>;
  /** Flags that may be repeated; their values are collected. */
  collect?: Names<TCollectable>;
  /** Flags that `--no-flag` sets to `false`. */
  negatable?: Names<TNegatable>;
  /** Called with each argument that is not declared; `false` leaves it out of the result. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** Names known only as `string` say nothing about the result. */
type Known<T extends string> = string extends T ? never : T;

type Flags<B extends string, S extends string, C extends string, N extends string> =
  & { [K in Exclude<B, C>]: boolean }
  & { [K in B & C]: boolean[] }
  & { [K in Exclude<S, C>]?: string | (K extends N ? false : never) }
  & { [K in S & C]: string[] | (K extends N ? false : never) }
  & { [K in Exclude<C, B | S>]: unknown[] | (K extends N ? false : never) };

type WithDefaults<F, D> =
  & Omit<F, keyof D>
  & { [K in keyof D]: D[K] | (K extends keyof F ? NonNullable<F[K]> : unknown) };

type Flat<T> = { [K in keyof T]: T[K] };

/** The value returned from `parseArgs`. */
export type Args<TArgs = Record<string, unknown>, TDoubleDash extends boolean = false> =
  & { [flag: string]: unknown }
  & Flat<TArgs>
  & { _: Array<string | number> }
  & (TDoubleDash extends true ? { "--": string[] } : unknown);

/** Reads command-line arguments into an object of flags, with the positionals under `_`. */
export function parseArgs<
  TBooleans extends string = never,
  TStrings extends string = never,
  TCollectable extends string = never,
  TNegatable extends string = never,
  TDefaults extends Record<string, unknown> = Record<never, never>,
  TDoubleDash extends boolean = false,
>(
  args: string[],
  options: ParseOptions<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TDoubleDash
  > = {},
): Args<
  WithDefaults<
    Flags<Known<TBooleans>, Known<TStrings>, Known<TCollectable>, Known<TNegatable>>,
    TDefaults
  >,
  TDoubleDash
> {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const reader = new Reader(options);
  reader.read(args.slice(0, end));
  reader.fillIn();
  const rest = args.slice(end + 1);
  if (options["--"]) reader.result["--"] = rest;
  else reader.result._.push(...rest);
  return reader.result as ReturnType<
    typeof parseArgs<TBooleans, TStrings, TCollectable, TNegatable, TDefaults, TDoubleDash>
  >;
}

/** What one reading knows: the declared names, each with its aliases, and the result so far. */
class Reader {
  readonly result: Record<string, unknown> & { _: Array<string | number> } = { _: [] };
  readonly #options: ParseOptions;
  readonly #aliases = new Map<string, string[]>();
  readonly #booleans: Set<string>;
  readonly #strings: Set<string>;
  readonly #collected: Set<string>;
  readonly #negatable: Set<string>;
  readonly #allBooleans: boolean;

  constructor(options: ParseOptions) {
    this.#options = options;
    for (const [name, others] of Object.entries(options.alias ?? {})) {
      const group = [name, ...[others].flat()];
      for (const one of group) this.#aliases.set(one, group.filter((other) => other !== one));
    }
    this.#allBooleans = options.boolean === true;
    this.#booleans = this.#namesOf(typeof options.boolean === "boolean" ? [] : options.boolean);
    this.#strings = this.#namesOf(options.string);
    this.#collected = this.#namesOf(options.collect);
    this.#negatable = this.#namesOf(options.negatable);
  }

  #namesOf(names: Names<string> = []): Set<string> {
    return new Set([names].flat().flatMap((name) => [name, ...this.#aliases.get(name) ?? []]));
  }

  read(args: string[]): void {
    for (let index = 0; index < args.length; index++) {
      const arg = args[index]!;
      const next = args[index + 1];
      if (/^--./s.test(arg)) index += this.#readLong(arg, next);
      else if (/^-[^-]/s.test(arg)) index += this.#readShort(arg, next);
      else {
        this.#addPositional(arg);
        if (this.#options.stopEarly) {
          this.result._.push(...args.slice(index + 1));
          return;
        }
      }
    }
  }

  /** Values of what was not given. */
  fillIn(): void {
    for (const [key, value] of Object.entries(this.#options.default ?? {})) {
      if (Object.hasOwn(this.result, key)) continue;
      for (const name of [key, ...this.#aliases.get(key) ?? []]) this.result[name] = value;
    }
    for (const key of [...this.#booleans, ...this.#strings]) {
      if (Object.hasOwn(this.result, key)) continue;
      if (this.#collected.has(key)) this.result[key] = [];
      else if (this.#booleans.has(key)) this.result[key] = false;
    }
  }

  #addPositional(arg: string): void {
    if (this.#options.unknown?.(arg) === false) return;
    this.result._.push(this.#strings.has("_") ? arg : numberOr(arg));
  }

  /** Reads `--key`, `--key=value`, `--key value` or `--no-key`; returns how many more it took. */
  #readLong(arg: string, next: string | undefined): number {
    const { negated, name, value } = /^--(?<negated>no-(?=.))?(?<name>.[^=]*)(=(?<value>.+))?/s
      .exec(arg)!.groups!;
    if (value !== undefined) {
      this.#set(name!, this.#booleans.has(name!) ? value !== "false" : value, arg);
      return 0;
    }
    if (negated && this.#negatable.has(name!)) {
      this.#set(name!, false, arg, false);
      return 0;
    }
    const key = arg.slice(2);
    const takesNext = !this.#allBooleans && next !== undefined && !next.startsWith("-");
    return this.#setWithNext(key, arg, next, takesNext);
  }

  /** Reads `-k`, `-k value`, `-k=value`, `-k5` or the group `-abc`; returns how many more it took. */
  #readShort(arg: string, next: string | undefined): number {
    for (let index = 1; index < arg.length - 1; index++) {
      const letter = arg[index]!;
      const rest = arg.slice(index + 1);
      const value = /[A-Za-z]/.test(letter) ? shortValue(rest) : undefined;
      if (value === undefined && /^\w/.test(rest) || rest === "-") {
        this.#set(letter, rest === "-" ? "-" : this.#bare(letter), arg);
        continue;
      }
      this.#set(letter, value ?? rest, arg);
      return 0;
    }
    if (arg.endsWith("-")) return 0;
    const takesNext = next !== undefined && !/^--?[^-]/.test(next);
    return this.#setWithNext(arg.at(-1)!, arg, next, takesNext);
  }

  #setWithNext(key: string, arg: string, next: string | undefined, takesNext: boolean): number {
    if (next && takesNext && !this.#booleans.has(key)) {
      this.#set(key, next, arg);
      return 1;
    }
    if (next === "true" || next === "false") {
      this.#set(key, next === "true", arg);
      return 1;
    }
    this.#set(key, this.#bare(key), arg);
    return 0;
  }

  /** The value of a flag that stands alone. */
  #bare(key: string): string | boolean {
    return this.#strings.has(key) ? "" : true;
  }

  #set(key: string, value: string | boolean, arg: string, collect = true): void {
    const declared = this.#booleans.has(key) || this.#strings.has(key) || this.#aliases.has(key) ||
      (this.#allBooleans && /^--[^=]+$/.test(arg));
    if (!declared && this.#options.unknown?.(arg, key, value) === false) return;
    if (key.includes(".")) {
      throw new TypeError(`Cannot read ${arg}: dotted names are not supported`);
    }
    const read = typeof value === "string" && !this.#strings.has(key) ? numberOr(value) : value;
    const collected = collect && this.#collected.has(key);
    for (const name of [key, ...this.#aliases.get(key) ?? []]) {
      const before = this.result[name];
      if (!collected) this.result[name] = read;
      else this.result[name] = before ? [before, read].flat() : [read];
    }
  }
}

function shortValue(rest: string): string | undefined {
  return /=(.+)/s.exec(rest)?.[1] ?? (/-?\d+(\.\d*)?(e-?\d+)?$/.test(rest) ? rest : undefined);
}

function numberOr(text: string): string | number {
  return /\S/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}
