/**
 * The flags that say where runs are executed: here, or by the workers of a server. The bytes are
 * the same everywhere, so no flag here changes a number.
 *
 * @module
 */
import {
  createLocalEngine,
  type Engine,
  type LocalEngineOptions,
  type WorkerOptions,
} from "@samebit/engines";
import { BadInput } from "@samebit/input";
import { createAuditedEngine } from "@samebit/locks";
import {
  createNatsEngine,
  isNatsAddress,
  type NatsAddress,
  parseNatsAddress,
  refuseClearPassword,
} from "@samebit/nats";
import { createSlurmEngine, type SlurmOptions } from "@samebit/slurm";
import { exists } from "@samebit/store";
import { type Flag, type Given, wholeNumber } from "@samebit/terminal";

/** The login at a server. */
export const LOGIN_FLAGS: Readonly<Record<string, Flag>> = {
  "credentials": { value: "FILE", about: "the NATS credentials" },
  "tls-ca": { value: "FILE", about: "the certificate authority of the server" },
  "tls-certificate": { value: "FILE", about: "a client certificate, if the server asks for one" },
  "tls-key": { value: "FILE", about: "its key" },
};

/** Flags that are useless without each other. */
const PAIRS = [
  ["tls-certificate", "tls-key", "its key"],
  ["tls-key", "tls-certificate", "the certificate that the key belongs to"],
] as const;

/** The options of Slurm. */
const SLURM_FLAGS: Readonly<Record<string, Flag>> = {
  "account": { value: "NAME", about: "the Slurm account", otherwise: "Slurm's default" },
  "partition": { value: "NAME", about: "the Slurm partition", otherwise: "Slurm's default" },
  "time": { value: "TIME", about: "the Slurm time limit", otherwise: "Slurm's default" },
  "runs-per-task": {
    value: "N",
    about: "how many runs in one Slurm task",
    otherwise: "1, or as many as fit all runs into one array",
  },
};

/** `--engine` and all flags that belong to it. */
export const ENGINE_FLAGS: Readonly<Record<string, Flag>> = {
  "engine": { value: "WHERE", about: "local, slurm, or nats://HOST:PORT", otherwise: "local" },
  ...LOGIN_FLAGS,
  ...SLURM_FLAGS,
  "audit": {
    value: "SHARE",
    about: "re-run a share of the runs here, such as 5%, and compare",
  },
};

/** Where runs are executed. */
export type RunLocation =
  | { readonly kind: "local" }
  | { readonly kind: "slurm"; readonly slurm: SlurmOptions }
  | { readonly kind: "nats"; readonly address: NatsAddress };

/**
 * The location that `--engine` names.
 *
 * @throws {BadInput} There is no such engine, or a flag does not belong to it.
 */
export async function chosenLocation(given: Given): Promise<RunLocation> {
  const engine = given.values["engine"] ?? "local";
  const isNats = isNatsAddress(engine);
  if (!isNats) refuseFlags(given, LOGIN_FLAGS, "nats://HOST:PORT");
  if (engine !== "slurm") refuseFlags(given, SLURM_FLAGS, "slurm");
  if (isNats) return { kind: "nats", address: await addressOf(given, engine) };
  if (engine === "local") return { kind: "local" };
  if (engine === "slurm") return { kind: "slurm", slurm: slurmOptions(given) };
  throw new BadInput("--engine", `cannot be ${engine}; wanted local, slurm, or nats://HOST:PORT`);
}

function refuseFlags({ values }: Given, flags: Readonly<Record<string, Flag>>, engine: string) {
  const wrong = Object.keys(flags).find((name) => values[name] !== undefined);
  if (wrong !== undefined) throw new BadInput(`--${wrong}`, `is for --engine ${engine}`);
}

function slurmOptions(given: Given): SlurmOptions {
  const [account, partition, time] = ["account", "partition", "time"].map((name) => {
    const value = given.values[name];
    // It goes into a line of the batch script.
    if (value === undefined || /^[\w:.,@+-]+$/.test(value)) return value;
    throw new BadInput(`--${name}`, `cannot be ${JSON.stringify(value)}; wanted a word`);
  });
  const runsPerTask = wholeNumber(given, "runs-per-task", 1, 0);
  return {
    ...(account !== undefined && { account }),
    ...(partition !== undefined && { partition }),
    ...(time !== undefined && { time }),
    ...(runsPerTask > 0 && { runsPerTask }),
  };
}

/**
 * The NATS server that a text names, with the login that was given.
 *
 * @throws {BadInput} It is not an address, a file does not exist, or a password would be sent in
 *   clear text.
 */
export async function addressOf({ values }: Given, text: string): Promise<NatsAddress> {
  for (const flag of Object.keys(LOGIN_FLAGS)) {
    const file = values[flag];
    if (file !== undefined && !await exists(file)) {
      throw new BadInput(`--${flag}`, `there is no file ${file}`);
    }
  }
  for (const [one, other, what] of PAIRS) {
    if (values[one] === undefined || values[other] !== undefined) continue;
    throw new BadInput(`--${one}`, `needs --${other} too, ${what}`);
  }
  const { credentials } = values;
  const [ca, certificate, key] = ["ca", "certificate", "key"].map((name) => values[`tls-${name}`]);
  const tls = {
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
  };
  const address: NatsAddress = {
    ...parseNatsAddress(text),
    ...(credentials !== undefined && { credentials }),
    ...(Object.keys(tls).length > 0 && { tls }),
  };
  refuseClearPassword(address);
  return address;
}

/**
 * The share that `--audit` names, 0 if it is not given.
 *
 * @throws {BadInput} It is not a share.
 */
export function auditShare({ values }: Given): number {
  const text = values["audit"];
  if (text === undefined) return 0;
  const percent = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1]);
  if (percent > 0 && percent <= 100) return percent / 100;
  throw new BadInput("--audit", `cannot be ${text}; wanted a share such as 5%, up to 100%`);
}

/** The options of engines. */
export interface EngineOptions extends WorkerOptions {
  /** Where they are executed. */
  readonly place: RunLocation;
  /** How many are executed at a time, here. */
  readonly workers: number;
  /** The share of them that is repeated here and compared. */
  readonly audit: number;
  /** The file that lists what is left to audit. */
  readonly auditRecord: string;
}

/** The engine for a location. */
export function createEngine({ place, audit, auditRecord, ...options }: EngineOptions): Engine {
  const engine = engineAt(place, options);
  if (audit === 0) return engine;
  const createTrusted = (out: string) => createLocalEngine({ ...options, out });
  const salt = crypto.randomUUID();
  return createAuditedEngine(engine, { share: audit, salt, record: auditRecord, createTrusted });
}

function engineAt(place: RunLocation, options: LocalEngineOptions): Engine {
  switch (place.kind) {
    case "local":
      return createLocalEngine(options);
    case "slurm":
      return createSlurmEngine({ ...options, slurm: place.slurm });
    case "nats":
      return createNatsEngine({ address: place.address, out: options.out });
  }
}

/** Who executes the runs, in words; undefined if it is this machine. */
export function describeLocation(place: RunLocation): string | undefined {
  if (place.kind === "slurm") return "by Slurm";
  return place.kind === "local"
    ? undefined
    : `by the workers at nats://${place.address.servers.join(",")}`;
}
