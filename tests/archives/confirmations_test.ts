/** Confirmations of an archive: signed, shown, and refused where anything about them is wrong. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { signFile } from "@samebit/archives";
import { join } from "node:path";
import { outcomeOf, rightsOf } from "../command_line.ts";
import { publish, runExperiments } from "./published.ts";

const place = await runExperiments();
const small = await publish(place, "small");
const confirmations = join(place.path, "confirmations");
const name = small.replace(/.*\//, "").replace(".zip", ".ada@x.org.confirmation.json");

Deno.test.afterAll(async () => await place[Symbol.asyncDispose]());

/** Makes a key and returns its public part. */
async function makeKey(name: string): Promise<string> {
  const args = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(place.path, name)];
  assertEquals((await new Deno.Command("ssh-keygen", { args }).output()).code, 0);
  return (await Deno.readTextFile(join(place.path, `${name}.pub`))).trim();
}

/** Writes the file of signers and returns what is then said of the archive. */
async function check(signers: string, archive = small) {
  await Deno.writeTextFile(join(confirmations, "allowed_signers"), signers);
  return await place.run("confirmations", archive, "confirmations");
}

/** The rights of a task without the one to run ssh-keygen. */
function withoutKeygen(task: string): string[] {
  return rightsOf(task).map((right) => right.replace("ssh-keygen", "no-such-program"));
}

/** Puts the confirmation on the page; the digest of the page does not move. */
async function showOnPage() {
  const reports = join(place.path, "reports");
  const read = async (name: string) => {
    assertEquals((await place.run("report", "small")).status, 0);
    return await Deno.readTextFile(join(reports, "small", name));
  };
  const before = JSON.parse(await read("report.json"));
  const absent = await place.run("confirmations", small, "confirmations", "--out", "elsewhere");
  assertEquals(absent.status, 2);
  assertStringIncludes(absent.complaints, "elsewhere has no experiment small");
  const kept = await place.run("confirmations", small, "confirmations", "--out", "reports");
  assertEquals([kept.status, kept.complaints], [0, ""]);
  const readOnly = rightsOf("confirmations").filter((right) => right !== "--allow-write");
  const args = ["confirmations", small, "confirmations", "--out", "reports"];
  const { complaints } = outcomeOf(await place.startWith(readOnly, ...args).output());
  assertStringIncludes(complaints, "Requires write access");
  assertStringIncludes(kept.out, "deno task report small shows it on the page");
  const page = await read("index.html");
  assertMatch(page, /Repeated elsewhere.*ada@x\.org.*3 of 4 runs, the same/s);
  assertEquals(JSON.parse(await read("report.json")), before);
}

Deno.test("a confirmation is signed, counts for its archive, and for nothing else", async () => {
  const [ada, eve] = [await makeKey("ada"), await makeKey("eve")];
  const attest = ["verify", small, "--attest", "ada@x.org", "--key", "ada", "--sample", "3"];
  const signed = await place.run(...attest);
  assertEquals([signed.status, signed.complaints], [0, ""]);
  assertStringIncludes(signed.out, name);
  await Deno.mkdir(confirmations);
  for (const end of ["", ".sig"]) {
    await Deno.rename(join(place.path, "reports", name + end), join(confirmations, name + end));
  }
  const right = await check(`ada@x.org ${ada}\n`);
  assertEquals([right.status, right.complaints], [0, ""]);
  assertMatch(right.out, /^ada@x\.org +\d{4}-\d\d-\d\d .* 3 of 4 runs +same *$/m);

  await showOnPage();

  const args = ["confirmations", small, "confirmations"];
  const process = place.startWith(withoutKeygen("confirmations"), ...args);
  const { complaints: lacking } = outcomeOf(await process.output());
  assertStringIncludes(lacking, 'Requires run access to "ssh-keygen"');

  const refusals = [
    [`eve@x.org ${eve}\n`, "its key is not one of ada@x.org"],
    [`ada@x.org ${eve}\n`, "its key is not one of ada@x.org"],
    [`eve@x.org ${ada}\n`, "its key is not one of ada@x.org"],
    [`ada@x.org valid-before="20200101" ${ada}\n`, "the key of ada@x.org has expired"],
  ] as const;
  for (const [signers, reason] of refusals) {
    const { status, out, complaints } = await check(signers);
    assertEquals([status, out], [1, ""], signers);
    assertStringIncludes(complaints, `refused: ${name}: ${reason}`);
  }

  const other = await publish(place, "fruit");
  const { status, complaints } = await check(`ada@x.org ${ada}\n`, other);
  assertEquals(status, 1);
  assertStringIncludes(complaints, "it is about another archive, small-");

  const path = join(confirmations, name);
  const text = await Deno.readTextFile(path);
  /** Has the key's owner sign another statement, which is refused. */
  const sign = async (statement: string, reason: string) => {
    await Deno.writeTextFile(path, statement);
    await Deno.remove(`${path}.sig`);
    await signFile(path, join(place.path, "ada"));
    const { status, complaints } = await check(`ada@x.org ${ada}\n`);
    assertEquals(status, 1);
    assertStringIncludes(complaints, reason);
  };
  await Deno.writeTextFile(path, text.replace('"same": 3', '"same": 2'));
  const changed = await check(`ada@x.org ${ada}\n`);
  assertStringIncludes(changed.complaints, `${name}: it was changed after it was signed`);
  await sign(
    text.replace(/"of": 4/, '"of": 3'),
    "it says 3 of 3 runs are the same; the archive has 4",
  );
  await sign(text.replace(/seed 1/, "seed 7"), "the archive has no run");
  await Deno.writeTextFile(path, text.slice(1));
  assertStringIncludes((await check(`ada@x.org ${ada}\n`)).complaints, "is not JSON");
  await Deno.writeTextFile(path, text);
  await Deno.remove(`${path}.sig`);
  assertStringIncludes((await check(`ada@x.org ${ada}\n`)).complaints, "it has no signature");
});

Deno.test("verify names ssh-keygen where it may not run it", async () => {
  const key = ["--attest", "ada@x.org", "--key", "ada", "--sample", "1"];
  const verify = place.startWith(withoutKeygen("verify"), "verify", small, ...key);
  const { status, complaints } = outcomeOf(await verify.output());
  assertEquals(status, 1);
  assertStringIncludes(complaints, 'Requires run access to "ssh-keygen"');
});

Deno.test("verify refuses to sign without a name or an archive", async () => {
  for (
    const [flags, reason] of [
      [["--key", "ada"], "is for --attest NAME"],
      [["--attest", "a b", "--key", "ada"], "cannot be"],
    ] as const
  ) {
    const { status, complaints } = await place.run("verify", small, ...flags);
    assertEquals(status, 2);
    assertStringIncludes(complaints, reason);
  }
});

Deno.test("verify signs with git's signing key if none is given", async () => {
  const eve = await makeKey("git-key");
  const git = (...args: string[]) => new Deno.Command("git", { args, cwd: place.path }).output();
  await git("init", "--quiet");
  const attest = ["verify", small, "--attest", "eve@x.org", "--sample", "1"];
  await git("config", "user.signingKey", join(place.path, "git-key.pub"));
  await git("config", "gpg.format", "openpgp");
  assertStringIncludes((await place.run(...attest)).complaints, "needs --key FILE");
  await git("config", "gpg.format", "ssh");
  const { status, out } = await place.run(...attest);
  assertEquals(status, 0);
  assertStringIncludes(out, "eve@x.org.confirmation.json");
  const signed = join(place.path, "signed-by-git");
  await Deno.mkdir(signed);
  const of = name.replace("ada@x.org", "eve@x.org");
  for (const end of ["", ".sig"]) {
    await Deno.rename(join(place.path, "reports", of + end), join(signed, of + end));
  }
  await Deno.writeTextFile(join(signed, "allowed_signers"), `eve@x.org ${eve}\n`);
  assertMatch((await place.run("confirmations", small, signed)).out, /^eve@x\.org .* same *$/m);
});
