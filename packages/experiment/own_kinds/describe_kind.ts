/**
 * What the sandbox imports to describe an own kind: this module with the kind's file in its own
 * address. Its default export is what is known of the kind without its code, as data; the caller
 * believes none of it before checking it.
 *
 * @module
 */
import { fieldsToData } from "@samebit/input";
import { requireKindForm } from "./kind_form.ts";

const file = new URL(import.meta.url).searchParams.get("file");

/** Its fields and its form; null if this module was not imported for one. */
const described: unknown = file === null ? null : await describe(file);

export default described;

async function describe(file: string): Promise<unknown> {
  const { default: kind } = await import(file) as { readonly default?: unknown };
  // What JSON leaves out, and so the sandbox refuses, is not part of a description.
  const { fields, create: _, ...form } = requireKindForm(kind);
  return JSON.parse(JSON.stringify({ fields: fieldsToData(fields), form }));
}
