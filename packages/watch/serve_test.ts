import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createHandler } from "./serve.ts";
import { createSite } from "./site.ts";

const STEPS = "step,epoch,learningRate,trainLoss\n1,1,0.1,2\n";
const IDENTITY = "0a1b2c3d".repeat(8);
const RECORD = {
  slug: "tiny",
  title: "Tiny",
  question: "Is it served?",
  expectation: "Yes",
  claims: [],
  declaration: {},
  runs: [{
    variant: "sgd",
    compared: {},
    tuned: {},
    seed: 1,
    identity: IDENTITY,
    folder: "runs/sgd-seed1-0a1b2c3d",
  }],
};
const RUN = {
  identity: IDENTITY,
  contract: 1,
  dataHash: "d".repeat(64),
  plan: { epochs: 2 },
  warnings: [],
};

/** Asks a server over a folder with one experiment, whose only run has begun. */
async function withServer(
  body: (
    ask: (path: string, init?: RequestInit & { host?: string }) => Promise<Response>,
    out: string,
  ) => Promise<void>,
): Promise<void> {
  const place = await Deno.makeTempDir();
  const out = `${place}/reports`;
  const folder = `${out}/tiny/runs/sgd-seed1-0a1b2c3d`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${out}/tiny/experiment.json`, JSON.stringify(RECORD));
  await Deno.writeTextFile(`${folder}/run.json`, JSON.stringify(RUN));
  await Deno.writeTextFile(`${folder}/steps.csv`, STEPS);
  await Deno.writeTextFile(`${place}/secret.txt`, "secret");
  // So late that a run without a row since is paused, and every look is a new one.
  let ms = 4e12;
  const handler = createHandler(createSite({ out, experiments: "experiments", now: () => ms }));
  try {
    await body((path, { host = "127.0.0.1:8765", headers, ...init } = {}) => {
      ms += 60_000;
      const url = `http://127.0.0.1:8765${path}`;
      return handler(new Request(url, { ...init, headers: { host, ...headers } }));
    }, out);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

async function statuses(ask: (path: string) => Promise<Response>, paths: readonly string[]) {
  return await Promise.all(paths.map(async (path) => [path, (await ask(path)).status]));
}

/** The words of the part of a page that shows progress. */
async function progressOf(response: Response): Promise<string> {
  const [, progress = ""] = /<section id="progress"[^>]*>(.*?)<.section>/.exec(
    await response.text(),
  ) ?? [];
  return progress.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim();
}

Deno.test("createHandler serves the index, the pages, their shared files and the logs", async () => {
  await withServer(async (ask, out) => {
    const run = "/tiny/runs/sgd-seed1-0a1b2c3d";
    const paths = ["/", "/index.html", "/tiny/", "/tiny/index.html", "/assets/live.js"];
    for (const [path, status] of await statuses(ask, [...paths, `${run}/run.json`])) {
      assertEquals(status, 200, `${path}`);
    }
    assertStringIncludes(await (await ask("/")).text(), "Is it served?");
    assertStringIncludes(await progressOf(await ask("/tiny/index.html")), "1 run paused");
    assertEquals(await (await ask(`${run}/steps.csv`)).text(), STEPS);
    assertEquals((await ask("/tiny")).headers.get("location"), "/tiny/index.html");
    await Deno.writeTextFile(`${out}${run}/epochs.csv`, "");
    const record = await ask("/tiny/rerun/sgd-seed1-0a1b2c3d.js");
    assertEquals(record.headers.get("content-type"), "text/javascript; charset=utf-8");
    assertStringIncludes(await record.text(), JSON.stringify(STEPS));
  });
});

Deno.test("createHandler serves nothing at any other path, however it is spelled", async () => {
  await withServer(async (ask, out) => {
    const run = "tiny/runs/sgd-seed1-0a1b2c3d";
    await Deno.writeTextFile(`${out}/${run}/other.csv`, "");
    await Deno.mkdir(`${out}/tiny/runs/stale-seed1-0a1b2c3d`);
    await Deno.writeTextFile(`${out}/tiny/runs/stale-seed1-0a1b2c3d/run.json`, "{}");
    const paths = [
      "/secret.txt",
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/..%5csecret.txt",
      "/tiny/../../secret.txt",
      `/${run}/..%2f..%2f..%2f..%2fsecret.txt`,
      `/${run}/../../../../secret.txt`,
      `/${run}/other.csv`,
      "/tiny/rerun/stale-seed1-0a1b2c3d.js",
      "/tiny/rerun/..%2f..%2fsecret.js",
      "/tiny/rerun/.js",
      `/${run}/`,
      "/tiny/experiment.json",
      "/tiny/runs/stale-seed1-0a1b2c3d/run.json",
      "/assets/",
      "/assets/../mod.ts",
      "/assets/..%2fmod.ts",
      "/assets/charts.tsx",
      "/constructor/",
      "//tiny/",
    ];
    for (const [path, status] of await statuses(ask, paths)) assertEquals(status, 404, `${path}`);
  });
});

const cannotLink = Deno.build.os === "windows";
if (cannotLink) console.log("serve_test: no links on Windows, where making them wants a right");

Deno.test({
  name: "createHandler follows no link out of the output folder",
  ignore: cannotLink,
  async fn() {
    await withServer(async (ask, out) => {
      const log = "tiny/runs/sgd-seed1-0a1b2c3d/epochs.csv";
      await Deno.symlink(`${out}/../secret.txt`, `${out}/${log}`);
      assertEquals((await ask(`/${log}`)).status, 404);
      assertEquals((await ask("/tiny/rerun/sgd-seed1-0a1b2c3d.js")).status, 404);
    });
  },
});

Deno.test("createHandler answers only requests that name this machine", async () => {
  await withServer(async (ask) => {
    const foreign = [
      "evil.example:8765",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "a b",
    ];
    for (const host of [...foreign, "192.168.1.7:8765", "0.0.0.0:8765", ""]) {
      assertEquals((await ask("/", { host })).status, 403, host);
    }
    for (const host of ["127.0.0.1", "localhost:9000", "LOCALHOST", "[::1]:8765"]) {
      assertEquals((await ask("/", { host })).status, 200, host);
    }
  });
});

Deno.test("createHandler refuses every method that could change something", async () => {
  await withServer(async (ask) => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const { status, headers } = await ask("/tiny/index.html", { method });
      assertEquals([status, headers.get("allow")], [405, "GET, HEAD"], method);
    }
  });
});

Deno.test("createHandler answers HEAD with the headers alone, and sends no body to a client that has it already", async () => {
  await withServer(async (ask) => {
    const whole = await ask("/tiny/index.html");
    const etag = whole.headers.get("etag")!;
    const length = String((await whole.bytes()).length);
    const head = await ask("/tiny/index.html", { method: "HEAD" });
    assertEquals([head.headers.get("content-length"), await head.text()], [length, ""]);
    const again = await ask("/tiny/index.html", { headers: { "if-none-match": etag } });
    assertEquals([again.status, await again.text()], [304, ""]);
  });
});

Deno.test("createHandler gives another page once a log has grown", async () => {
  await withServer(async (ask, out) => {
    const before = await ask("/tiny/index.html");
    assertStringIncludes(await progressOf(before), "sgd 1 paused — — 1");
    const log = `${out}/tiny/runs/sgd-seed1-0a1b2c3d/steps.csv`;
    await Deno.writeTextFile(log, "2,1,0.1,1.5\n3,1", { append: true });
    const after = await ask("/tiny/index.html");
    assertStringIncludes(await progressOf(after), "sgd 1 paused — — 2");
    assert(before.headers.get("etag") !== after.headers.get("etag"));
  });
});

Deno.test("createHandler says on the page what cannot be read, and what does not exist yet", async () => {
  await withServer(async (ask, out) => {
    const log = `${out}/tiny/runs/sgd-seed1-0a1b2c3d/steps.csv`;
    await Deno.writeTextFile(log, "<b>no log</b>\n");
    const page = await (await ask("/tiny/index.html")).text();
    assertStringIncludes(page, "steps.csv:1: column 1 is");
    assertStringIncludes(page, "&lt;b>no log&lt;/b>");
    const site = createSite({ out, experiments: "experiments", slug: "other", now: () => 0 });
    const ask2 = (path: string) =>
      createHandler(site)(
        new Request(`http://localhost${path}`, { headers: { host: "localhost" } }),
      );
    assertStringIncludes(
      await (await ask2("/other/index.html")).text(),
      "Nothing has been run yet",
    );
    assertEquals((await ask2("/")).headers.get("location"), "/other/index.html");
    assertEquals((await ask2("/tiny/index.html")).status, 404);
  });
});
