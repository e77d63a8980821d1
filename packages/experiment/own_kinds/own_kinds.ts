/**
 * Kinds of a folder's own, as planning knows them: by name, with their family, the hash of their
 * sources and their fields, as data. Their code runs in the sandbox and in the worker process of a
 * run and nowhere else.
 *
 * @module
 */
import type { Fields, FieldsByKind } from "@samebit/input";
import { NETWORK_FIELDS, partIn } from "@samebit/networks";

/** A name in `deno.json` under which kinds of one sort are listed. */
export type Family = "optimizers" | "layers" | "losses" | "datasets";

/** All of them. */
export const FAMILIES: readonly Family[] = ["optimizers", "layers", "losses", "datasets"];

/** A kind of a folder's own, as data. */
export interface OwnKind {
  /** What it is a kind of. */
  readonly family: Family;
  /** SHA-256 of its sources, hexadecimal: {@link hashOfSources}. */
  readonly hash: string;
  /** Its fields. */
  readonly fields: Fields;
  /** What else its file states as data: the parameters of a layer, the targets of a loss. */
  readonly form: object;
}

/** Kinds of a folder's own by their names. */
export type OwnKinds = Readonly<Record<string, OwnKind>>;

/** No kinds but the project's. */
export const NO_OWN_KINDS: OwnKinds = Object.freeze({});

/** The fields of the kinds of one family, as far as they are wanted. */
export function ownFieldsOf(
  family: Family,
  own: OwnKinds,
  isWanted: (kind: OwnKind) => boolean = () => true,
): FieldsByKind {
  const ofFamily = Object.entries(own).filter(([, kind]) =>
    kind.family === family && isWanted(kind)
  );
  return Object.fromEntries(ofFamily.map(([name, { fields }]) => [name, fields]));
}

/** Whether a layer can take the place of an activation. */
export function keepsShape({ form }: OwnKind): boolean {
  return !Object.hasOwn(form, "output");
}

/**
 * Whether a text can name an own kind: `own-` and lower-case words joined by hyphens. No name of
 * the project's kinds begins so, now or later.
 */
export function isOwnName(text: string): boolean {
  return text.length <= 60 && /^own(-[a-z0-9]+)+$/.test(text);
}

/** The names of own kinds that appear anywhere in data, as a value or as a part of one. */
export function ownNamesIn(data: unknown): string[] {
  const names = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value === "string" && isOwnName(value)) names.add(value);
    if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(data);
  return [...names].sort();
}

/** An own kind where a plan, or settings, use it. */
export interface UsedKind {
  /** The family it is used as there. */
  readonly family: Family;
  /** Its name. */
  readonly kind: string;
  /** Its fields as they are written. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** The own kinds in a plan: its rule, its loss, its data and its layers. */
export function usedKinds(plan: unknown): UsedKind[] {
  const { optimizer, loss, dataset, model } = Object(plan);
  const layers = layersOfNetwork(Object(model));
  const places: readonly (readonly [Family, unknown])[] = [
    ["optimizers", optimizer],
    ["losses", loss],
    ["datasets", dataset],
    ...layers.map((layer) => ["layers", layer] as const),
  ];
  return places.flatMap(([family, config]) => {
    const { kind, ...given } = Object(config);
    return isOwnName(String(kind)) ? [{ family, kind: String(kind), given }] : [];
  });
}

/** What a network says of its layers, whatever its kind calls them. */
function layersOfNetwork(model: Readonly<Record<string, unknown>>): unknown[] {
  const fields = Object.entries<Fields>(NETWORK_FIELDS).find(([kind]) => kind === model["kind"]);
  return Object.entries(fields?.[1] ?? {}).flatMap(([name, { holds }]) => {
    const part = partIn(holds);
    return part === "layers" ? layersIn(model[name]) : part === "activation" ? [model[name]] : [];
  });
}

function layersIn(layers: unknown): unknown[] {
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer) => [layer, ...layersIn(Object(layer).body)]);
}
