/**
 * Layers of a folder's own (`docs/own-kinds.md`). Such a layer states its shapes as data, since
 * planning needs shapes and counts but does not run its code; a built-in layer states them in its
 * `declare`. Here the data are turned into a `declare`: the layer is then declared, numbered and
 * checked like any other.
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
 * A number of an axis, by itself or by name: `channels` is the first axis of an example, `pixels`
 * the product of the others, 1 if there are none, `features` that of all; any other name is a
 * field.
 */
export type OwnSize = number | string;

/** A parameter of an own layer. */
export interface OwnParameter {
  /** Its sizes; those of a weight are two, its inputs and its outputs. */
  readonly shape: readonly OwnSize[];
  /** What it is for. A weight is initialized as the plan says, the others with `first`. */
  readonly role: ParameterRole;
  /** The initial value of all its numbers; if left out, 1 for a scale and 0 for others. */
  readonly first?: number;
}

/** What an own layer declares, as data. */
export interface LayerForm {
  /** The axes of an example of the output; those of the input if left out. */
  readonly output?: readonly OwnSize[];
  /** Its parameters by their names, in the order in which `create` is given them. */
  readonly parameters?: Readonly<Record<string, OwnParameter>>;
  /**
   * Why it needs all rows of a minibatch at once, if it does. A layer with parameters always does,
   * since it adds up their gradients.
   */
  readonly wholeBatch?: string;
}

/** An own layer at work: the part of a {@link Layer} that is not known from its form. */
export type OwnLayerAtWork =
  & Pick<Layer, "activation" | "output" | "xGrad" | "forward" | "backward">
  & {
    /** State that it keeps besides its parameters; none if left out. */
    readonly state?: readonly NamedTensor[];
  };

/** What the file of an own layer exports. */
export interface OwnLayer<F extends Fields> extends LayerForm {
  /** Its fields. */
  readonly fields: F;
  /** Plans the buffers; the context holds the parameters in the order of the form. */
  create(config: ConfigOf<string, F>, context: LayerContext): OwnLayerAtWork;
}

/** Layers of a folder's own, by name. */
export type OwnLayers = Readonly<Record<string, LayerKind<Fields>>>;

/** An own layer as far as it is known: if its code is elsewhere, it has no `create`. */
export type KnownLayer = Omit<OwnLayer<Fields>, "create"> & Partial<OwnLayer<Fields>>;

/**
 * A kind of layer by what its file exports; without its code it can be counted but not created.
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
      // The names that it gives to its stream and its state begin with the layer's own name.
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

/** The error about an own layer whose code is missing here. */
export function elsewhere(where: string): string {
  return `${where}: its code is not here but in its author's folder, where the tasks experiment ` +
    "and verify run it";
}

/** Turns sizes into numbers, for a layer on examples of this shape. */
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
