/**
 * `parseArgs` of `@std/cli`. `parseArgs` of `node:util` cannot carry it: there an undeclared flag
 * never takes the next argument, and a declared one takes it even when it is a flag.
 *
 * The inferred types are the original's for names without a point: any value where nothing is
 * declared, else the declared names and `unknown` for all others. Aliases and the parts of names
 * with a point say `unknown`.
 */

/** Names as one string or a list. */
type Names<T> = T | readonly Extract<T, string>[];

/** Options for `parseArgs`. */
export interface ParseOptions<
  TBooleans extends boolean | string | undefined = boolean | string | undefined,
  TStrings extends string | undefined = string | undefined,
  TCollectable extends string | undefined = string | undefined,
  TNegatable extends string | undefined = string | undefined,
  TDefaults extends Record<string, unknown> | undefined = Record<string, unknown> | undefined,
  TDoubleDash extends boolean | undefined = boolean | undefined,
> {
  /** Whether what follows `--` is kept apart under `"--"` instead of among the positionals. */
  "--"?: TDoubleDash;
  /** Other names of flags. */
  alias?: Partial<Record<string, string | readonly string[]>>;
  /** Flags without a value; `false` when absent. `true` makes every `--flag` such. */
  boolean?: Names<TBooleans>;
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

type Declared<B, S, C> = Extract<B, string> | Extract<S, string> | Extract<C, string>;
type Or<K, N, T> = K extends N ? T | false : T;

type Values<B, S, C, N> =
  & { [K in Exclude<Extract<B, string>, C>]: boolean }
  & { [K in Extract<B, string> & C]: boolean[] }
  & { [K in Exclude<Extract<S, string>, C>]?: Or<K, N, string> }
  & { [K in Extract<S, string> & C]: Or<K, N, string[]> }
  & { [K in Exclude<Extract<C, string>, B | S>]: Or<K, N, unknown[]> };

type WithDefaults<F, D> = D extends Record<string, unknown> ?
    & Omit<F, keyof D>
    & { [K in keyof D]: D[K] | (K extends keyof F ? NonNullable<F[K]> : unknown) }
  : F;

type Flags<B, S, C, N, D> = [Declared<B, S, C>] extends [never]
  // deno-lint-ignore no-explicit-any
  ? Record<string, any>
  : Record<string, unknown> & WithDefaults<Values<B, S, C, N>, D>;

type Flat<T> = { [K in keyof T]: T[K] };

/** The value returned from `parseArgs`. */
export type Args<
  // deno-lint-ignore no-explicit-any
  TArgs extends Record<string, unknown> = Record<string, any>,
  TDoubleDash extends boolean | undefined = undefined,
> = Flat<
  & TArgs
  & { _: Array<string | number> }
  & (true extends TDoubleDash ? { "--": string[] } : unknown)
>;

/** Reads command-line arguments into an object of flags, with the positionals under `_`. */
export function parseArgs<
  TArgs extends Flags<TBooleans, TStrings, TCollectable, TNegatable, TDefaults>,
  TDoubleDash extends boolean | undefined = undefined,
  TBooleans extends boolean | string | undefined = undefined,
  TStrings extends string | undefined = undefined,
  TCollectable extends string | undefined = undefined,
  TNegatable extends string | undefined = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
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
): Args<TArgs, TDoubleDash> {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const reader = new Reader(options);
  reader.read(args.slice(0, end));
  reader.fillIn();
  const rest = args.slice(end + 1);
  if (options["--"]) reader.result["--"] = rest;
  else reader.result._.push(...rest);
  return reader.result as Args<TArgs, TDoubleDash>;
}

/** What one reading knows: the declared names, each with its aliases, and the result so far. */
class Reader {
  readonly result: Record<string, unknown> & { _: Array<string | number> } = { _: [] };
  readonly #options: ParseOptions;
  readonly #aliases = new Map<string, Set<string>>();
  readonly #booleans: Set<string>;
  readonly #strings: Set<string>;
  readonly #collected: Set<string>;
  readonly #negatable: Set<string>;
  readonly #allBooleans: boolean;

  constructor(options: ParseOptions) {
    this.#options = options;
    for (const [name, given] of Object.entries(options.alias ?? {})) this.#addAlias(name, given);
    this.#allBooleans = options.boolean === true;
    this.#booleans = this.#namesOf(options.boolean);
    this.#strings = this.#namesOf(options.string);
    this.#collected = this.#namesOf(options.collect);
    this.#negatable = this.#namesOf(options.negatable);
  }

  /** A name that is its own alias stays one, as in the original: what it collects is collected twice. */
  #addAlias(name: string, given: string | readonly string[] | undefined): void {
    if (given === undefined) throw new TypeError("Alias value must be defined");
    const others = [given].flat();
    this.#aliases.set(name, new Set(others));
    for (const other of others) {
      this.#aliases.set(other, new Set([name, ...others.filter((one) => one !== other)]));
    }
  }

  #aliasesOf(name: string): string[] {
    return [...this.#aliases.get(name) ?? []];
  }

  #namesOf(names: unknown): Set<string> {
    const declared = [names ?? []].flat().filter((name) => typeof name === "string" && name !== "");
    return new Set((declared as string[]).flatMap((name) => [name, ...this.#aliasesOf(name)]));
  }

  read(args: string[]): void {
    for (let index = 0; index < args.length; index++) {
      const arg = args[index]!;
      const next = args[index + 1];
      if (/^--./s.test(arg)) index += this.#readLong(arg, next);
      else if (/^-./s.test(arg)) index += this.#readShort(arg, next);
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
      if (holds(this.result, key)) continue;
      for (const name of [key, ...this.#aliasesOf(key)]) put(this.result, name, value, false);
    }
    for (const key of this.#booleans) {
      if (holds(this.result, key)) continue;
      put(this.result, key, this.#collected.has(key) ? [] : false, false);
    }
    for (const key of this.#strings) {
      if (holds(this.result, key) || !this.#collected.has(key)) continue;
      put(this.result, key, [], false);
    }
  }

  #addPositional(arg: string): void {
    if (this.#options.unknown?.(arg) === false) return;
    this.result._.push(this.#strings.has("_") ? arg : numberOr(arg));
  }

  /** Reads `--key`, `--key=value`, `--key value` or `--no-key`; returns how many more it took. */
  #readLong(arg: string, next: string | undefined): number {
    const { negated, name, value } = /^--(?<negated>no-(?=.))?(?<name>.[^=]*)(=(?<value>.*))?$/s
      .exec(arg)!.groups!;
    if (value !== undefined) {
      this.#set(name!, this.#booleans.has(name!) ? value !== "false" : value, arg);
      return 0;
    }
    if (negated && this.#negatable.has(name!)) {
      this.#set(name!, false, arg, false);
      return 0;
    }
    const takesNext = !this.#allBooleans && next !== undefined && !next.startsWith("-");
    return this.#setWithNext(arg.slice(2), arg, next, takesNext);
  }

  /** Reads `-k`, `-k value`, `-k=value`, `-k5` or the group `-abc`; returns how many more it took. */
  #readShort(arg: string, next: string | undefined): number {
    for (let index = 1; index < arg.length - 1; index++) {
      const letter = arg[index]!;
      const rest = arg.slice(index + 1);
      const value = shortValue(letter, rest);
      this.#set(letter, value ?? this.#bare(letter), arg);
      if (value !== undefined && rest !== "-") return 0;
    }
    if (arg.endsWith("-")) return 0;
    const takesNext = next !== undefined && !/^--?[^-]/.test(next);
    return this.#setWithNext(arg.at(-1)!, arg, next, takesNext);
  }

  #setWithNext(key: string, arg: string, next: string | undefined, takesNext: boolean): number {
    const isBoolean = [key, ...this.#aliasesOf(key)].some((name) => this.#booleans.has(name));
    if (next && takesNext && !isBoolean) {
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
      this.#collected.has(key) || (this.#allBooleans && /^--[^=]+$/.test(arg));
    if (!declared && this.#options.unknown?.(arg, key, value) === false) return;
    const read = typeof value === "string" && !this.#strings.has(key) ? numberOr(value) : value;
    const collected = collect && this.#collected.has(key);
    for (const name of [key, ...this.#aliasesOf(key)]) put(this.result, name, read, collected);
  }
}

/** The value that stands in the same argument, behind a letter; undefined where there is none. */
function shortValue(letter: string, rest: string): string | undefined {
  if (rest === "-") return "-";
  if (rest === "=") return "";
  if (/[A-Za-z]/.test(letter)) {
    const assigned = /=(.+)/.exec(rest)?.[1];
    if (assigned !== undefined) return assigned;
    if (/-?\d+(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
  }
  return rest.length > 1 && /^\W/.test(rest) ? rest : undefined;
}

function numberOr(text: string): string | number {
  return /\S/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}

type Nested = Record<string, unknown>;

/** A name that would reach the prototype is left out. */
function isReserved(object: Nested, key: string): boolean {
  return key === "__proto__" || (key === "constructor" && typeof object[key] === "function");
}

/** Sets `a.b.c` in objects in objects. */
function put(target: Nested, name: string, value: unknown, collect: boolean): void {
  const keys = name.split(".");
  const last = keys.pop()!;
  let object = target;
  for (const key of keys) {
    if (isReserved(object, key)) return;
    object = (object[key] ??= {}) as Nested;
  }
  if (isReserved(object, last)) return;
  const before = object[last];
  if (!collect) object[last] = value;
  else if (Array.isArray(before)) before.push(value);
  else object[last] = before ? [before, value] : [value];
}

function holds(target: Nested, name: string): boolean {
  let object: unknown = target;
  return name.split(".").every((key) => {
    const held = Object.hasOwn(object as Nested, key);
    object = (object as Nested)[key];
    return held;
  });
}
