/**
 * The flags that say where runs are made: here, or by the workers of a server. The bytes are the
 * same everywhere, so nothing here changes a number.
 *
 * @module
 */
import {
  BadInput,
  createAuditedEngine,
  createLocalEngine,
  createNatsEngine,
  type Engine,
  isNatsAddress,
  type NatsAddress,
  parseNatsAddress,
  type WorkerOptions,
} from "@samebit/experiment";
import { exists } from "./exists.ts";
import type { Flag, Given } from "./flags.ts";

/** How one is let in at a server. */
export const LOGIN_FLAGS: Readonly<Record<string, Flag>> = {
  "credentials": { value: "FILE", about: "the NATS credentials to be let in with" },
  "tls-ca": { value: "FILE", about: "the authority that signed the server's certificate" },
  "tls-certificate": { value: "FILE", about: "a certificate of one's own, where it is wanted" },
  "tls-key": { value: "FILE", about: "its key" },
};

/** `--engine` and all that belongs to it. */
export const ENGINE_FLAGS: Readonly<Record<string, Flag>> = {
  "engine": { value: "WHERE", about: "local, or nats://HOST:PORT", otherwise: "local" },
  ...LOGIN_FLAGS,
  "audit": {
    value: "SHARE",
    about: "make a share of the runs again here, such as 5%, and compare",
  },
};

/** Where runs are made. */
export type Place =
  | { readonly kind: "local" }
  | { readonly kind: "nats"; readonly address: NatsAddress };

/**
 * The place that `--engine` names.
 *
 * @throws {BadInput} There is no such engine, or a flag does not belong to it.
 */
export async function placeOf(given: Given): Promise<Place> {
  const engine = given.values["engine"] ?? "local";
  if (isNatsAddress(engine)) return { kind: "nats", address: await addressOf(given, engine) };
  const login = Object.keys(LOGIN_FLAGS).find((name) => given.values[name] !== undefined);
  if (login !== undefined) throw new BadInput(`--${login}`, "is for --engine nats://HOST:PORT");
  if (engine === "local") return { kind: "local" };
  throw new BadInput("--engine", `cannot be ${engine}; wanted local, or nats://HOST:PORT`);
}

/**
 * The NATS server of a text, with what is given to be let in.
 *
 * @throws {BadInput} It is no address, or a file is not there.
 */
export async function addressOf({ values }: Given, text: string): Promise<NatsAddress> {
  for (const flag of Object.keys(LOGIN_FLAGS)) {
    const file = values[flag];
    if (file !== undefined && !await exists(file)) {
      throw new BadInput(`--${flag}`, `there is no file ${file}`);
    }
  }
  const { credentials } = values;
  const [ca, certificate, key] = ["ca", "certificate", "key"].map((name) => values[`tls-${name}`]);
  const tls = {
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
  };
  return {
    ...parseNatsAddress(text),
    ...(credentials !== undefined && { credentials }),
    ...(Object.keys(tls).length > 0 && { tls }),
  };
}

/**
 * The share that `--audit` names, 0 where it is not given.
 *
 * @throws {BadInput} It is none.
 */
export function auditShare({ values }: Given): number {
  const text = values["audit"];
  if (text === undefined) return 0;
  const percent = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1]);
  if (percent > 0 && percent <= 100) return percent / 100;
  throw new BadInput("--audit", `cannot be ${text}; wanted a share such as 5%, up to 100%`);
}

/** What engines are given. */
export interface EngineOptions extends WorkerOptions {
  /** Where runs are made. */
  readonly place: Place;
  /** How many are made at a time, here. */
  readonly workers: number;
  /** The share of them that is made again here and compared. */
  readonly audit: number;
}

/** The engine at a place. */
export function createEngine({ place, audit, ...options }: EngineOptions): Engine {
  const engine = place.kind === "local"
    ? createLocalEngine(options)
    : createNatsEngine({ address: place.address, out: options.out });
  const createTrusted = (out: string) => createLocalEngine({ ...options, out });
  return audit === 0 ? engine : createAuditedEngine(engine, { share: audit, createTrusted });
}

/** Who makes the runs, in words; undefined where it is this machine. */
export function describePlace(place: Place): string | undefined {
  return place.kind === "local"
    ? undefined
    : `by the workers at nats://${place.address.servers.join(",")}`;
}
