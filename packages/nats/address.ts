/**
 * The address of a NATS server and how to log in, as data: what the commands accept, what is passed
 * to the processes that talk to it, and the only hosts that these may reach.
 *
 * @module
 */
import { BadInput } from "@samebit/input";

/** A NATS server, or a cluster of them. */
export interface NatsAddress {
  /** Each as `host:port`. */
  readonly servers: readonly string[];
  /** What the names of all streams and subjects begin with. */
  readonly space: string;
  /** Whether TLS is required; otherwise the server decides. */
  readonly requiresTls: boolean;
  /** The user, if the server wants a name and a password. */
  readonly user?: { readonly name: string; readonly password: string };
  /** A file with a user's JWT and key, as NATS tools write it. */
  readonly credentials?: string;
  /**
   * PEM files: the authority that signed the server's certificate, and the client's certificate and
   * key.
   */
  readonly tls?: { readonly ca?: string; readonly certificate?: string; readonly key?: string };
}

const SCHEMES = ["nats:", "tls:"];

/** Whether a text is intended as the address of a NATS server. */
export function isNatsAddress(text: string): boolean {
  return SCHEMES.some((scheme) => text.startsWith(scheme));
}

/**
 * Reads `nats://[user:password@]host[:port][,host[:port]...][/space]`; `tls://` requires TLS.
 *
 * @throws {BadInput} It is not such an address.
 */
export function parseNatsAddress(text: string): NatsAddress {
  const refuse = (): never => {
    throw new BadInput(
      "--engine",
      `cannot be ${JSON.stringify(withoutPassword(text))}; wanted an address such as ` +
        "nats://host:4222 or tls://host-a:4222,host-b:4222/space",
    );
  };
  const [, scheme = "", login, hosts = "", space = "samebit"] =
    /^(\w+):\/\/(?:([^@/]*)@)?([^/@]+)(?:\/([\w-]+))?\/?$/.exec(text) ?? refuse();
  const servers = hosts.split(",").map((host) => {
    const { hostname = "", port, pathname, search } = URL.parse(`http://${host}`) ?? {};
    if (hostname === "" || pathname !== "/" || search !== "") refuse();
    // A port that a web address would leave out is left out here as well.
    return `${hostname}:${/:80$/.test(host) ? 80 : port || 4222}`;
  });
  const [, name, password] = /^([^:]*):(.*)$/.exec(login ?? "")?.map(decoded) ?? [];
  if (login !== undefined && (!name || password === undefined)) refuse();
  return {
    servers,
    space,
    requiresTls: scheme === "tls",
    ...(login !== undefined && { user: { name: name!, password: password! } }),
  };
}

/**
 * Refuses to send a password in the clear to another machine.
 *
 * @throws {BadInput} Neither the address nor a file requires TLS, and a server may be on another
 *   machine.
 */
export function refuseClearPassword({ servers, user, requiresTls, tls }: NatsAddress): void {
  if (user === undefined || requiresTls || tls !== undefined) return;
  const elsewhere = servers.find((server) => !LOOPBACK.test(server));
  if (elsewhere === undefined) return;
  throw new BadInput(
    "--engine",
    `would send the password of ${
      JSON.stringify(user.name)
    } to ${elsewhere} in the clear; wanted ` +
      "tls:// instead of nats://, or --credentials FILE, by which no password is sent",
  );
}

/** A host that is this machine, as a web address spells it. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]):\d+$/;

/** A text with escapes such as `%40` decoded; undefined if a `%` does not begin one. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/**
 * A text for a message: everything between the user's name and the last `@` may be the password.
 */
function withoutPassword(text: string): string {
  return text.replace(/(:\/\/[^:]*):.*@/, "$1:…@");
}
