/** The pictures of a drawn chart, as they appear in it, to be shown larger. */
import { type Chart, madeOf } from "./chart.ts";
import { enlarge } from "./enlarge.ts";
import { shortNumber } from "./numbers.ts";
import { datumOf } from "./plots.ts";

/** Shows the pictures of a chart one by one, from that element or the first. */
export function enlargePictures(chart: Chart, from?: Element): void {
  const { usermeta, file } = madeOf(chart);
  if (!usermeta.enlarges) return;
  const elements = [...chart.box.querySelectorAll("image")];
  const columns = usermeta.tables[0]!.columns;
  const pictures = elements.map((element) => {
    const row = datumOf(element) ?? {};
    return {
      address: element.getAttribute("href") ?? "",
      facts: columns.map(([field, name]) => {
        const value = row[field];
        return { name, value: typeof value === "number" ? shortNumber(value) : String(value) };
      }),
    };
  });
  const { text } = file["title"] as { text: string };
  const opener = document.querySelector<HTMLElement>(`[data-enlarge="${chart.id}"]`);
  enlarge(text, pictures, Math.max(0, elements.findIndex((each) => each === from)), opener);
}
