import { assert, assertEquals, assertRejects } from "@std/assert";
import { writeReport } from "@samebit/report";
import { writeSample } from "../packages/findings/samples/sample_logs.ts";
import { SMALL } from "../packages/findings/samples/samples.ts";
import { findBrowser } from "../tests/browser/open_browser.ts";
import { makePictures } from "./make_pictures.ts";

Deno.test({
  name:
    "makePictures takes the top of a page at its size or a part of it, and says which page is missing",
  // The reason is printed by findBrowser.
  ignore: findBrowser() === undefined,
  async fn() {
    const out = await Deno.makeTempDir();
    try {
      await writeSample(out, SMALL);
      await writeReport(out, SMALL.slug);
      const picture = { name: "small", page: "small/index.html", size: [640, 400] as const };
      const [path] = await makePictures(out, `${out}/pictures`, [picture]);
      const header = new DataView((await Deno.readFile(path!)).buffer, 16, 8);
      assertEquals([header.getUint32(0), header.getUint32(4)], [640, 400]);
      const part = { ...picture, name: "part", part: "chart-train-loss-figure" };
      const [partPath] = await makePictures(out, `${out}/pictures`, [part]);
      const partHeader = new DataView((await Deno.readFile(partPath!)).buffer, 16, 8);
      assert(partHeader.getUint32(0) < 640, "a part is narrower than the window");
      await assertRejects(
        () => makePictures(out, out, [{ ...picture, page: "none/index.html" }]),
        Deno.errors.NotFound,
        "none/index.html: there is no such page",
      );
    } finally {
      await Deno.remove(out, { recursive: true });
    }
  },
});
