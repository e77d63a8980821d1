/**
 * Every kind of network, by name. A new one is a file beside the others and a line here: everything
 * that is built, counted or checked follows from the layers it arranges.
 */
import {
  type ConfigOfKinds,
  type Fields,
  type FieldsIn,
  fieldsIn,
  NOT_NEGATIVE,
  requireField,
} from "@samebit/input";
import {
  declareSequence,
  type LayerMember,
  type OwnLayers,
  type ParameterDeclaration,
  requirePieces,
} from "@samebit/layers";
import type { LossConfig, OwnLosses } from "@samebit/losses";
import { type Shape, sizeOf } from "@samebit/tensors";
import { fullyConnected } from "./fully_connected.ts";
import type { Initialization } from "./initializations/registry.ts";
import { layered } from "./layered.ts";
import { assembleNetwork, type Network, type NetworkContext } from "./network.ts";
import type { NetworkKind } from "./network_kind.ts";
import { type NetworkOutline, outlineLayer } from "./outline.ts";
import { weightMatrices, type WeightMatrix } from "./weight_matrices.ts";

/** Every kind of network by its name. */
export const NETWORKS = {
  "fully-connected": fullyConnected,
  "layers": layered,
} as const;

/** Their fields. */
export const NETWORK_FIELDS: FieldsIn<typeof NETWORKS> = fieldsIn(NETWORKS);

/** Any network with every field given, distinguished by `kind`. */
export type NetworkConfig = ConfigOfKinds<typeof NETWORK_FIELDS>;

/** What a network is trained for, apart from its layers. */
export interface NetworkPurpose {
  /** The axes of one example of the data. */
  readonly inputShape: Shape;
  /** Numbers in one row of scores; in classification one for each class. */
  readonly outputs: number;
  /** How weights begin. */
  readonly initialization: Initialization;
  /** What is minimised, in addition to the penalty. */
  readonly loss: LossConfig;
  /** The strength of the penalty 0.5·l2·ΣW²; 0 is none. */
  readonly l2: number;
  /** Whether rows may be mixed in pairs. */
  readonly mixes?: boolean;
  /** Layers and losses of a folder's own that the configuration and the loss may name. */
  readonly own?: OwnParts;
}

/** A folder's own parts that a network may consist of, by name. */
export interface OwnParts {
  /** Its layers. */
  readonly layers: OwnLayers;
  /** Its losses. */
  readonly losses: OwnLosses;
}

/** How large a network is. */
export interface NetworkSizes {
  /** The field of the configuration that decides it, such as `hidden`. */
  readonly sizedBy: string;
  /** Numbers that are learned. */
  readonly parameters: number;
  /** Multiplications by weights for one example in the forward pass. */
  readonly multiplications: number;
  /** What its parameters are called, such as `W1`. */
  readonly names: readonly string[];
  /** Its weights as matrices. */
  readonly weights: readonly WeightMatrix[];
  /** Its layers in the order of the forward pass; those in a block come before the block. */
  readonly layers: readonly LayerSizes[];
}

/** How large a layer is. */
export interface LayerSizes {
  /** Its name, such as `convolution1`, or `residual2/relu1` in a block. */
  readonly title: string;
  /** The axes of one example of the output. */
  readonly outputShape: Shape;
  /** Numbers that are learned; of a block those in it. */
  readonly parameters: number;
  /**
   * Multiplications by weights for one example in the forward pass; for a block, those inside it.
   */
  readonly multiplications: number;
}

/**
 * A network at work, its parameters initialized. The gradient of x is not computed.
 *
 * @throws {RangeError} A size or a hyperparameter is out of range, or a shape does not fit a layer.
 *
 * @example
 * ```ts
 * import { createNetwork } from "@samebit/networks";
 * import { createStream } from "@samebit/random";
 * import { createReferenceKernels } from "@samebit/tensors";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const network = createNetwork({
 *   kind: "fully-connected",
 *   hidden: [8],
 *   normalization: { kind: "none" },
 *   keepRatio: 1,
 *   activation: { kind: "relu" },
 * }, {
 *   inputShape: [4],
 *   outputs: 3,
 *   initialization: { kind: "scaled", weightScale: 1e-3 },
 *   loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
 *   l2: 0,
 * }, {
 *   kernels: createReferenceKernels("float32"),
 *   maxRows: 2,
 *   stream: (name) => createStream(1, name),
 * });
 *
 * const x = Float32Array.of(1, 2, 3, 4, -1, -2, -3, -4);
 * const loss = network.step(x, Uint16Array.of(0, 2), 2, 1);
 * assertAlmostEquals(loss, Math.log(3), 1e-3);
 * assertEquals(network.entries.map((entry) => entry.name), ["W1", "b1", "W2", "b2"]);
 * ```
 */
export function createNetwork(
  config: NetworkConfig,
  { inputShape, outputs, initialization, loss, l2, mixes = false, own }: NetworkPurpose,
  context: NetworkContext,
): Network {
  requireField("a network", "l2", NOT_NEGATIVE, l2);
  const arrangement = kindOf(config).arrange(config, inputShape, outputs, own?.layers ?? {});
  const design = { ...arrangement, initialization, loss, l2, mixes };
  return assembleNetwork({ ...design, ...(own && { losses: own.losses }) }, context);
}

/**
 * How large a network would be; nothing is allocated.
 *
 * @param own Layers of a folder's own that the configuration may name.
 * @throws {RangeError} A size or a hyperparameter is out of range, or a shape does not fit a layer.
 *
 * @example
 * ```ts
 * import { measureNetwork } from "@samebit/networks";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { kind: "layers", layers: [{ kind: "affine", outputs: 8, bias: true }] } as const;
 * const { parameters, multiplications, layers } = measureNetwork(config, [4], 3);
 * assertEquals([parameters, multiplications], [67, 56]);
 * assertEquals(layers.map(({ title }) => title), ["affine1", "affine2"]);
 * ```
 */
export function measureNetwork(
  config: NetworkConfig,
  inputShape: Shape,
  outputs: number,
  own: OwnLayers = {},
): NetworkSizes {
  const { sizedBy, arrange } = kindOf(config);
  const { layers, inputShape: first } = arrange(config, inputShape, outputs, own);
  const { members, parameters, multiplications } = declareSequence(layers, first);
  return {
    sizedBy,
    parameters: count(parameters),
    multiplications,
    names: parameters.map(({ name }) => name),
    weights: weightMatrices(parameters),
    layers: members.flatMap(sizesOf),
  };
}

/**
 * Makes sure that a network can process a minibatch in pieces; nothing is allocated.
 *
 * @param own As of {@link measureNetwork}.
 * @throws {RangeError} A layer needs all rows of a minibatch at once; it is named.
 */
export function requireTakesPieces(
  config: NetworkConfig,
  inputShape: Shape,
  outputs: number,
  own: OwnLayers = {},
): void {
  const arrangement = kindOf(config).arrange(config, inputShape, outputs, own);
  requirePieces(declareSequence(arrangement.layers, arrangement.inputShape).members);
}

/**
 * The layers of a network and the shapes between them; nothing is allocated.
 *
 * @param own As of {@link measureNetwork}.
 * @throws {RangeError} A size or a hyperparameter is out of range, or a shape does not fit a layer.
 *
 * @example
 * ```ts
 * import { outlineNetwork } from "@samebit/networks";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { kind: "layers", layers: [{ kind: "flatten" }] } as const;
 * const { inputShape, layers } = outlineNetwork(config, [2, 2], 3);
 * assertEquals(inputShape, [1, 2, 2]);
 * assertEquals(layers.map(({ title }) => title), ["flatten1", "affine1"]);
 * assertEquals(layers[1]!.name("W"), "W1");
 * ```
 */
export function outlineNetwork(
  config: NetworkConfig,
  inputShape: Shape,
  outputs: number,
  own: OwnLayers = {},
): NetworkOutline {
  const arrangement = kindOf(config).arrange(config, inputShape, outputs, own);
  const { members } = declareSequence(arrangement.layers, arrangement.inputShape);
  return { inputShape: arrangement.inputShape, layers: members.map(outlineLayer) };
}

function sizesOf(member: LayerMember): LayerSizes[] {
  const { title, outputShape, parameters, multiplications, branches = [] } = member;
  const own = { title, outputShape, parameters: count(parameters), multiplications };
  return [...branches.flat().flatMap(sizesOf), own];
}

function count(parameters: readonly ParameterDeclaration[]): number {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

type AnyKind = Pick<NetworkKind<Fields>, "sizedBy" | "arrange">;

function kindOf({ kind }: NetworkConfig): AnyKind {
  // TypeScript cannot see that the kind found under `config.kind` takes `config`; the table can.
  const known: Readonly<Record<NetworkConfig["kind"], AnyKind>> = NETWORKS;
  return known[kind];
}
