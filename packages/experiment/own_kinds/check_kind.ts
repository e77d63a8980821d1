/**
 * What the sandbox imports to check an own layer or loss: this module with the kind's file, its
 * family and its name in its own address. Its default export is what the checks found, as data.
 *
 * @module
 */
import { checkOwnLayer, checkOwnLoss, type GradientCheck } from "@samebit/gradients";
import type { Fields } from "@samebit/input";
import { type OwnLayer, ownLayerKind } from "@samebit/layers";
import type { LossKind } from "@samebit/losses";
import { requireKindForm } from "./kind_form.ts";

const about = new URL(import.meta.url).searchParams;

/** What was found; nothing if this module was not imported for a kind. */
export default about.has("file") ? await check(about.get("file")!, about.get("name")!) : [];

async function check(file: string, name: string): Promise<GradientCheck[]> {
  const { default: exported } = await import(file) as { readonly default?: unknown };
  const family = about.get("family") === "losses" ? "losses" : "layers";
  const kind = requireKindForm(exported, family);
  if (family === "losses") return checkOwnLoss(name, exported as LossKind<Fields>);
  return checkOwnLayer(name, ownLayerKind(name, kind as OwnLayer<Fields>));
}
