/**
 * HTTP around a site, for this machine alone: it listens on a loopback address, answers only
 * requests that name one (which a page elsewhere cannot, not even by DNS rebinding), and has no
 * method that changes anything.
 *
 * @module
 */
import type { Served, Site } from "./site.ts";

/** Where it listens. */
export const LOOPBACK = "127.0.0.1";

/** Names of this machine, with any port, so that ports can be forwarded. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Pages say what else they may do; nothing here may be part of another site's page. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  // Compressing costs more than it saves, since nothing leaves the machine.
  "cache-control": "no-cache, no-transform",
};

/** Answers requests out of a site. */
export function createHandler(site: Site): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!OWN_HOST.test(request.headers.get("host") ?? "")) {
      return say(403, "This server answers only requests to 127.0.0.1 or localhost");
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return say(405, "Nothing can be changed here: only GET and HEAD are answered", {
        allow: "GET, HEAD",
      });
    }
    const found = await site(new URL(request.url).pathname);
    if (found === undefined) return say(404, "There is nothing here");
    if ("moved" in found) return say(307, "", { location: found.moved });
    return await give(found, request);
  };
}

function say(status: number, text: string, headers: Readonly<Record<string, string>> = {}) {
  const type = "text/plain; charset=utf-8";
  return new Response(`${text}\n`, {
    status,
    headers: { ...HEADERS, "content-type": type, ...headers },
  });
}

/** The content, unless the client has it already; its tag is computed from its bytes alone. */
async function give({ bytes, type }: Served, { method, headers }: Request): Promise<Response> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const etag = `"${digest.subarray(0, 16).toHex()}"`;
  const own = { ...HEADERS, etag };
  if (headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers: own });
  }
  const body = method === "HEAD" ? null : bytes;
  return new Response(body, {
    headers: { ...own, "content-type": type, "content-length": String(bytes.length) },
  });
}
