/**
 * What a single-file page contains besides its own content: styles, scripts, and the licences of
 * third-party code.
 */
import { LICENCES, readAsset } from "./assets.ts";
import type { PageElement } from "./elements.ts";

/** What a single-file page contains besides its own content. */
export interface Held {
  /** The texts of styles and scripts by their names. */
  readonly files: ReadonlyMap<string, string>;
  /** What its scripts unpack when they need it, by the id of its element: deflated, as base64. */
  readonly packed: ReadonlyMap<string, string>;
  /** The licences of third-party code in it. */
  readonly licences: string;
}

/** The texts of these styles and scripts, and the licences. */
export async function readHeld(names: readonly string[]): Promise<Held> {
  const files = new Map<string, string>();
  for (const name of names) files.set(name, await readAssetText(name));
  return { files, packed: new Map(), licences: await readAssetText(LICENCES) };
}

/** The text of a file that pages share. */
export async function readAssetText(name: string): Promise<string> {
  return new TextDecoder().decode(await readAsset(name));
}

/** The licences, for readers of a page's source. */
export function Licences({ text }: { readonly text: string }): PageElement {
  return (
    <script
      id="licences"
      type="text/plain"
      dangerouslySetInnerHTML={{ __html: text.replaceAll("</", "<\\/") }}
    />
  );
}
