/**
 * What the sandbox imports to describe an own kind: this module with the kind's file in its own
 * address. Its default export is what is known of the kind without its code, as data; the caller
 * believes none of it before checking it.
 *
 * @module
 */
import { fieldsToData } from "@samebit/input";
import { formOf, requireKindForm } from "./kind_form.ts";
import type { Family } from "./own_kinds.ts";

const about = new URL(import.meta.url).searchParams;
const file = about.get("file");

/** Its fields and its form; null if this module was not imported for one. */
const described: unknown = file === null ? null : await describe(file);

export default described;

async function describe(file: string): Promise<unknown> {
  const { default: exported } = await import(file) as { readonly default?: unknown };
  const kind = requireKindForm(exported, about.get("family") as Family);
  // What JSON leaves out, and so the sandbox refuses, is not part of a description.
  return JSON.parse(JSON.stringify({ fields: fieldsToData(kind.fields), form: formOf(kind) }));
}
