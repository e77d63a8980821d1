/**
 * Places that commands cannot work at: what Deno keeps from every program, experiment files that are
 * links, and native kernels that somebody else could have put where they are. Each is named.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { hasCompiler } from "../../packages/tensors/native/test_library.ts";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";

const REMEDY = "where Deno lets no command read or write files; use a folder elsewhere, such as " +
  "one in memory below /tmp or /run (mount -t tmpfs)";

const onWindows = Deno.build.os === "windows";
if (onWindows) console.log("Windows has no /dev, no modes, and no links without a right: skipped");
const withoutModes = onWindows || !await hasCompiler();

Deno.test({
  name: "every command refuses what lies where Deno lets nothing be read, and says what to do",
  ignore: onWindows,
  async fn() {
    await using place = await createWorkplace();
    await place.write("experiments/small.ts", declare());
    await Deno.symlink("/dev/shm", join(place.path, "memory"));
    const before = await filesBelow(place.path);
    for (
      const [named, ...args] of [
        ["--out", "experiment", "small", "--out", "/dev/shm"],
        ["--out", "experiment", "small", "--out", "memory/runs"],
        ["--data-dir", "experiment", "small", "--data-dir", "/dev/shm/data"],
        ["/dev/stdin", "experiment", "/dev/stdin"],
        ["--out", "report", "--out", "/dev/stdout"],
        ["--out", "watch", "--out", "/dev/shm/runs"],
        ["--data-dir", "verify", "small", "--data-dir", "/proc/self"],
        ["/dev/shm/small/runs/a", "evaluate", "/dev/shm/small/runs/a"],
        ["--out", "list", "--out", "/sys/kernel"],
      ]
    ) {
      const { status, out, complaints } = await place.run(...args);
      assertEquals([status, out], [2, ""], complaints);
      const [, said, rest] = /^error: (\S+): \/\S+ is below \/(?:dev|proc|sys), (.*)\n$/
        .exec(complaints) ?? [];
      assertEquals([said, rest], [named, REMEDY]);
    }
    assertEquals(await filesBelow(place.path), before);
  },
});

Deno.test({
  name: "commands say of an experiment file that is a link where it leads, and run one that stays",
  ignore: onWindows,
  async fn() {
    await using place = await createWorkplace();
    const elsewhere = await place.write("elsewhere/linked.ts", declare());
    await place.write("experiments/small.ts", declare());
    const link = (name: string, target: string) =>
      Deno.symlink(target, join(place.path, "experiments", name));
    await link("linked.ts", elsewhere);
    await link("relative.ts", "../elsewhere/linked.ts");
    await link("lost.ts", "nowhere.ts");
    await link("again.ts", "small.ts");
    const leadsOut = `is a link out of its folder, to ${elsewhere}; name that file instead, or ` +
      "copy it here";
    const listed = await place.run("list");
    assertEquals(listed.out.match(/^\w+/gm), ["experiment", "again", "small"]);
    for (const [name, says] of [["linked", leadsOut], ["relative", leadsOut], ["lost", LOST]]) {
      const said = `error: experiments/${name}.ts: ${says}\n`;
      assertStringIncludes(listed.complaints, said);
      for (const operand of [name!, `experiments/${name}.ts`]) {
        const { status, out, complaints } = await place.run("experiment", operand, "--dry-run");
        assertEquals([status, out, complaints], [2, "", said]);
      }
    }
    const { status, complaints } = await place.run("experiment", "again", "--dry-run");
    assertEquals([status, complaints], [0, ""]);
    assertEquals((await place.run("experiment", elsewhere, "--dry-run")).status, 0);
  },
});

const LOST = "is a link to nowhere.ts, where there is no file";

Deno.test({
  name: "--backend auto does without native kernels that others could have written, and says so",
  ignore: withoutModes,
  async fn() {
    await using cache = await createWorkplace();
    await using place = await createWorkplace({ XDG_CACHE_HOME: cache.path });
    await place.write("experiments/small.ts", declare());
    const args = ["experiment", "small", "--dry-run"];
    const built = await place.run("native");
    assertEquals([built.status, built.complaints], [0, ""]);
    assertStringIncludes((await place.run(...args)).out, "native kernels)");
    const folder = join(cache.path, "samebit");
    const library = join(folder, (await filesBelow(folder)).find((name) => /^kernels/.test(name))!);
    const fault = "can be written by other users; take that right from them: chmod go-w";
    const falls = async (reason: string) => {
      const auto = await place.run(...args);
      const said = `Using the WebAssembly kernels: ${reason}\n`;
      assertEquals([auto.status, auto.complaints], [0, said]);
      assertStringIncludes(auto.out, "wasm kernels)");
      const native = await place.run(...args, "--backend", "native");
      assertEquals([native.status, native.out], [2, ""]);
      assertStringIncludes(native.complaints, `native kernels cannot be used: ${reason}; build`);
    };
    await Deno.chmod(folder, 0o755);
    await Deno.chmod(library, 0o666);
    await falls(`${library} ${fault}`);
    await Deno.chmod(library, 0o644);
    await Deno.chmod(folder, 0o777);
    await falls(`${folder} ${fault}`);
    await Deno.chmod(folder, 0o755);
    if (Deno.uid() !== 0) return console.log("Only root can give a library to another user");
    await Deno.chown(library, 4321, null);
    await falls(`${library} belongs to another user (4321)`);
  },
});

Deno.test("two experiment files of one name are told apart before the second takes the first's place", async () => {
  await using place = await createWorkplace();
  const one = declare({ seeds: [1], compare: undefined });
  await place.write("experiments/small.ts", one);
  await place.write("mine/small.ts", declare({ seeds: [2], compare: undefined }));
  await place.write("experiments/other.ts", one);
  assertEquals((await place.run("experiment", "small")).status, 0);
  const before = await filesBelow(place.path);
  for (
    const flags of [["mine/small.ts"], ["other", "mine/small.ts"], ["mine/small.ts", "--dry-run"]]
  ) {
    const { status, complaints } = await place.run("experiment", ...flags);
    assertEquals(status, 2);
    assertStringIncludes(
      complaints,
      "error: mine/small.ts: has the name of another experiment, experiments/small.ts, whose runs " +
        "and page are in reports/small; rename one of the files, or choose another folder with --out\n",
    );
  }
  assertEquals(await filesBelow(place.path), before);
  // The other way round, in another folder.
  const there = ["--out", "there"];
  assertEquals((await place.run("experiment", "mine/small.ts", ...there)).status, 0);
  const { complaints } = await place.run("experiment", "small", ...there);
  assertStringIncludes(
    complaints,
    "experiments/small.ts: has the name of another experiment, mine/",
  );
  // A file that was moved takes its folder along.
  await Deno.rename(join(place.path, "mine"), join(place.path, "moved"));
  const moved = await place.run("experiment", "moved/small.ts", ...there);
  assertEquals([moved.status, moved.complaints], [0, ""]);
});
