/**
 * A file server on the loopback interface that misbehaves on demand, for the tests of downloads.
 */

/** How the server behaves. */
export interface ServerOptions {
  /** Files by their path, such as `/data.bin`. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** After how many bytes of a body each connection is cut, one number for each request. */
  readonly cuts?: number[];
  /** Whether requests for a part are answered with all; otherwise parts are served. */
  readonly whole?: boolean;
  /** What the server calls the state of its files, one for each request; the last one stays. */
  readonly etags?: string[];
  /** Whether it says nothing after the cut, instead of cutting. */
  readonly silent?: boolean;
}

/** A server at work. */
export interface TestServer extends AsyncDisposable {
  /** Its address, with a slash at the end. */
  readonly address: string;
  /** The `Range` and `If-Range` of each request, as `range; if-range`, `-` where there is none. */
  readonly requests: string[];
}

/** Serves files until it is disposed of. */
export function serveFiles(options: ServerOptions): TestServer {
  const requests: string[] = [];
  const cuts = [...options.cuts ?? []];
  const etags = [...options.etags ?? []];
  const stop = new AbortController();
  const server = Deno.serve(
    {
      hostname: "127.0.0.1",
      port: 0,
      signal: stop.signal,
      onListen: () => {},
      onError: () => new Response("broken", { status: 500 }),
    },
    (request) => {
      const { headers, url } = request;
      const ifRange = headers.get("if-range");
      requests.push(`${headers.get("range") ?? "-"}; ${ifRange ?? "-"}`);
      const bytes = options.files[new URL(url).pathname];
      if (bytes === undefined) return new Response("no such file", { status: 404 });
      const etag = etags.length > 1 ? etags.shift() : etags[0];
      const range = options.whole || (ifRange !== null && ifRange !== etag)
        ? null
        : /^bytes=(\d+)-$/.exec(headers.get("range") ?? "");
      const start = range === null ? 0 : Number(range[1]);
      const answer = new Headers({ "content-length": String(bytes.length - start) });
      if (etag !== undefined) answer.set("etag", etag);
      if (range !== null) {
        answer.set("content-range", `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
      }
      const body = bodyOf(bytes.subarray(start), cuts.shift(), options.silent ?? false);
      return new Response(body, { status: range === null ? 200 : 206, headers: answer });
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}/`,
    requests,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await server.finished;
    },
  };
}

function bodyOf(
  bytes: Uint8Array,
  cut: number | undefined,
  silent: boolean,
): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (cut === undefined) {
        controller.enqueue(bytes);
        controller.close();
      } else if (!sent && cut > 0) {
        controller.enqueue(bytes.subarray(0, cut));
        sent = true;
      } else if (silent) {
        await new Promise(() => {});
      } else {
        controller.error(new Error("cut"));
      }
    },
  });
}
