import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { writeComparison } from "@samebit/comparisons";
import { SMALL, writeSample } from "@samebit/findings/samples";
import { writeIndex } from "./write_report.ts";

Deno.test("writeIndex links to the existing comparisons, and to nothing else", async () => {
  const [out, other] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    for (const folder of [out, other]) await writeSample(folder, SMALL);
    for (const folder of ["small_vs_gone", "_vs_small", "small_vs_a_vs_b", "x_vs_y_z"]) {
      await Deno.mkdir(`${out}/${folder}`);
      if (folder !== "small_vs_gone") await Deno.writeTextFile(`${out}/${folder}/index.html`, "");
    }
    const links = async () =>
      [...(await Deno.readTextFile(await writeIndex(out))).matchAll(/href="([^"]*_vs_[^"]*)"/g)]
        .map(([, href]) => href);
    assertEquals(await links(), []);
    await writeSample(out, { ...SMALL, slug: "again" });
    const pages = [
      await writeComparison(out, "again", "small"),
      await writeComparison(out, "small", `${other}/small`),
    ];
    assertEquals(await links(), pages.map((page) => page.slice(out.length + 1)));
    const index = await Deno.readTextFile(`${out}/index.html`);
    assertStringIncludes(index, "again and small<");
    assertMatch(index, /small and small \(elsewhere, [0-9a-f]{8}\)</);
  } finally {
    for (const folder of [out, other]) await Deno.remove(folder, { recursive: true });
  }
});
