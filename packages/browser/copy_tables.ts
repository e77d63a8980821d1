/**
 * The buttons below tables that copy them as text for other programs. They are hidden in the page
 * and shown where scripts run.
 */
import { create } from "./chart.ts";
import { type PlainTable, TABLE_TEXTS } from "./table_text.ts";

/** Shows the buttons of all tables. */
export function showCopies(): void {
  for (const bar of document.querySelectorAll<HTMLElement>(".copies")) bar.hidden = false;
}

/** Copies the table above a button as its kind of text, and says so on the button. */
export async function copyTable(button: HTMLElement): Promise<void> {
  const table = button.closest(".copies")?.previousElementSibling?.querySelector("table");
  const write = TABLE_TEXTS[button.dataset["table"] ?? ""];
  if (!table || !write || button.textContent === "Copied") return;
  const label = button.textContent;
  const isCopied = await put(write(readTable(table)), button);
  button.textContent = isCopied ? "Copied" : "Not possible";
  setTimeout(() => button.textContent = label, 2000);
}

/** What a reader sees of a table, without its columns of links. */
function readTable(table: HTMLTableElement): PlainTable {
  const [head, ...rows] = [...table.rows].map((row) =>
    [...row.cells].filter((cell) => !cell.classList.contains("files"))
  );
  return {
    caption: textOf(table.caption!),
    head: head!.map((cell) => ({
      text: textOf(cell),
      isNumber: cell.classList.contains("number"),
    })),
    rows: rows.map((cells) => cells.map(textOf)),
  };
}

function textOf(element: HTMLElement): string {
  return element.innerText.replace(/\s+/g, " ").trim();
}

/** Puts a text on the clipboard, even where a page from a folder has no permission. */
async function put(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = create("textarea", { value: text, readOnly: true });
    button.after(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    button.focus();
    return isCopied;
  }
}
