/**
 * Layers of a folder's own (`docs/own-kinds.md`). What such a layer comes to is said as data, since
 * whoever plans has to know shapes and counts and does not run its code; a layer of the project says it
 * by its `declare`. Here the data become one: the layer is then declared, numbered and checked as any.
 */
import { type ConfigOf, type Fields, quote } from "@samebit/input";
import { type Floats, type Shape, sizeOf } from "@samebit/tensors";
import type {
  Layer,
  LayerContext,
  LayerKind,
  NamedTensor,
  ParameterDeclaration,
  ParameterRole,
} from "./layer.ts";
import { stemOf } from "./sequence.ts";

/**
 * A number of an axis, by itself or by name: `channels` is the first axis of an example, `pixels` the
 * product of the others, 1 where there are none, `features` that of all; any other name is a field.
 */
export type OwnSize = number | string;

/** A parameter of a layer of one's own. */
export interface OwnParameter {
  /** Its sizes; those of a weight are two, its inputs and its outputs. */
  readonly shape: readonly OwnSize[];
  /** What it is for. A weight begins as the plan says, the others with `first`. */
  readonly role: ParameterRole;
  /** What every number of it begins with; 1 of a scale and 0 of others if left out. */
  readonly first?: number;
}

/** What a layer of one's own comes to, as data. */
export interface LayerForm {
  /** The axes of an example that comes out; those of what goes in if left out. */
  readonly output?: readonly OwnSize[];
  /** Its parameters by their names, in the order in which `create` is given them. */
  readonly parameters?: Readonly<Record<string, OwnParameter>>;
  /**
   * Why it needs all rows of a minibatch at once, where it does. A layer with parameters always
   * does, since it adds up their gradients.
   */
  readonly wholeBatch?: string;
}

/** A layer of one's own at work: as much of a {@link Layer} as is not known from its form. */
export type OwnLayerAtWork =
  & Pick<Layer, "activation" | "output" | "xGrad" | "forward" | "backward">
  & {
    /** What it remembers beside its parameters; nothing if left out. */
    readonly state?: readonly NamedTensor[];
  };

/** What the file of a layer of one's own exports. */
export interface OwnLayer<F extends Fields> extends LayerForm {
  /** Its fields. */
  readonly fields: F;
  /** Plans the buffers; the context holds the parameters in the order of the form. */
  create(config: ConfigOf<string, F>, context: LayerContext): OwnLayerAtWork;
}

/** Layers of a folder's own, by name. */
export type OwnLayers = Readonly<Record<string, LayerKind<Fields>>>;

/** A layer of one's own as far as it is known: where its code is elsewhere, it has no `create`. */
export type KnownLayer = Omit<OwnLayer<Fields>, "create"> & Partial<OwnLayer<Fields>>;

/**
 * A kind of layer by what its file exports; without its code it can be counted and not made.
 *
 * @param kind Its name.
 */
export function ownLayerKind(
  kind: string,
  { fields, create, ...form }: KnownLayer,
): LayerKind<Fields> {
  const { parameters = {}, output } = form;
  const stem = stemOf(kind);
  const wholeBatch = form.wholeBatch ??
    (Object.keys(parameters).length > 0 ? "it adds up gradients of its parameters" : undefined);
  return {
    fields,
    ...(wholeBatch !== undefined && { wholeBatch }),
    declare(config, inputShape, name) {
      const where = name(stem);
      const sizes = sizesOn(where, config, inputShape);
      const declared = Object.entries(parameters).map(([own, { shape, role, first }]) => {
        const [inputs = 1, outputs = 1, ...rest] = sizes(shape);
        return {
          name: `${where}.${own}`,
          shape: sizes(shape),
          role,
          ...(first !== undefined && { first }),
          ...(role === "weight" && rest.length === 0 && { fans: { in: inputs, out: outputs } }),
        } satisfies ParameterDeclaration;
      });
      const weights = declared.filter(({ role }) => role === "weight");
      return {
        outputShape: output === undefined ? inputShape : sizes(output),
        parameters: declared,
        multiplications: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
      };
    },
    create(config, context) {
      const where = context.name(stem);
      if (create === undefined) throw new RangeError(elsewhere(where));
      // What it calls itself, its stream and what it remembers, begins with the layer's own name.
      const inside = { ...context, name: (own: string) => `${where}.${own}` };
      const layer = create(config, inside);
      const { inputShape, parameters, maxRows, inputGradient } = context;
      const outputShape = output === undefined
        ? inputShape
        : sizesOn(where, config, inputShape)(output);
      requireRoom(where, "output", layer.output, maxRows * sizeOf(outputShape));
      if (inputGradient) requireRoom(where, "xGrad", layer.xGrad, maxRows * sizeOf(inputShape));
      return {
        ...layer,
        name: where,
        inputShape,
        outputShape,
        parameters,
        state: layer.state ?? [],
      };
    },
  };
}

/** What is said of a layer of somebody's own that is asked for where its code is not. */
export function elsewhere(where: string): string {
  return `${where}: its code is not here but in its author's folder, where the tasks experiment ` +
    "and verify run it";
}

/** Turns sizes to numbers, for a layer on examples of this shape. */
function sizesOn(where: string, config: object, inputShape: Shape) {
  const [channels = 1] = inputShape;
  const features = sizeOf(inputShape);
  const known: Readonly<Record<string, unknown>> = {
    ...config,
    ...{ channels, features, pixels: features / channels },
  };
  return (sizes: readonly OwnSize[]): number[] =>
    sizes.map((size) => {
      const found = typeof size === "number" ? size : known[size];
      if (Number.isSafeInteger(found) && (found as number) >= 1) return found as number;
      const wanted = 'a field that is a whole number from 1, "channels", "pixels" or "features"';
      const given = found === undefined ? "" : `, which is ${quote(found)}`;
      throw new RangeError(
        `${where}: cannot have the size ${quote(size)}${given}; wanted ${wanted}`,
      );
    });
}

function requireRoom(where: string, what: string, array: Floats | undefined, wanted: number): void {
  if (array?.length === wanted) return;
  throw new RangeError(
    `${where}: its ${what} holds ${
      array?.length ?? "no"
    } numbers; wanted ${wanted}, that many for ` +
      "each of maxRows examples",
  );
}
