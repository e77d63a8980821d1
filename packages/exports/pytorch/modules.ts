/**
 * Each kind of layer as a PyTorch module: the Python expression that creates it, and which of our
 * tensors it takes. The types require an entry for every new kind of layer.
 */
import type { LayerConfig } from "@samebit/layers";
import type { LayerOutline } from "@samebit/networks";
import { paddingOf } from "../onnx/layers.ts";

/** A module with its tensors. */
export interface Module {
  /** The Python expression that creates it. */
  readonly code: string;
  /** Its tensors, named relative to it. */
  readonly tensors: readonly ModuleTensor[];
}

/** A tensor of a module. */
export interface ModuleTensor {
  /** Its name, such as `weight`, or `body.0.weight` in a block. */
  readonly name: string;
  /** Our name for it, such as `W1`. */
  readonly ours: string;
  /** Whether its two axes are swapped. */
  readonly isTransposed: boolean;
}

type Kind = LayerOutline["config"]["kind"];

type Modules = {
  readonly [K in Kind]: (
    config: Extract<LayerOutline["config"], { kind: K }>,
    layer: LayerOutline,
  ) => Module;
};

/** The modules of layers one after another. */
export function modulesOf(layers: readonly LayerOutline[]): Module[] {
  return layers.map((layer) => {
    // TypeScript cannot see that the entry of a kind takes its configuration; the table's type can.
    const moduleOf = MODULES[layer.config.kind] as Modules["affine"];
    return moduleOf(layer.config as Extract<LayerConfig, { kind: "affine" }>, layer);
  });
}

/** Modules in a row, with the tensor names of `nn.Sequential`. */
export function inSequence(modules: readonly Module[]): Module {
  return {
    code: call("nn.Sequential", ...modules.map(({ code }) => code)),
    tensors: modules.flatMap(({ tensors }, at) => tensors.map((each) => below(String(at), each))),
  };
}

const MODULES: Modules = {
  "affine": ({ outputs, bias }, { inputShape, name }) => ({
    code: call("nn.Linear", inputShape[0]!, outputs, `bias=${truth(bias)}`),
    tensors: [
      { name: "weight", ours: name("W"), isTransposed: true },
      ...(bias ? [plain("bias", name("b"))] : []),
    ],
  }),
  "convolution": (config, layer) => {
    const { filters, kernel, stride, groups, bias } = config;
    const [above, left, below, right] = paddingOf(layer, config);
    const isEven = below <= above && right <= left;
    const convolution: Module = {
      code: call(
        "nn.Conv2d",
        layer.inputShape[0]!,
        filters,
        kernel,
        `stride=${stride}`,
        `padding=${isEven ? above : 0}`,
        `groups=${groups}`,
        `bias=${truth(bias)}`,
      ),
      tensors: [
        plain("weight", layer.name("W")),
        ...(bias ? [plain("bias", layer.name("b"))] : []),
      ],
    };
    const padding = only(call("nn.ZeroPad2d", `(${left}, ${right}, ${above}, ${below})`));
    return isEven ? convolution : inSequence([padding, convolution]);
  },
  "batch-norm": ({ epsilon, momentum }, { inputShape, name }) => ({
    // Their momentum is the share of the new statistics.
    code: call(
      inputShape.length === 1 ? "nn.BatchNorm1d" : "nn.BatchNorm2d",
      inputShape[0]!,
      `eps=${epsilon}`,
      `momentum=${1 - momentum}`,
    ),
    tensors: [
      ...scales(name),
      plain("running_mean", name("runningMean")),
      plain("running_var", name("runningVariance")),
    ],
  }),
  "layer-norm": ({ epsilon }, { inputShape, name }) => ({
    code: call("nn.LayerNorm", inputShape[0]!, `eps=${epsilon}`),
    tensors: scales(name),
  }),
  "group-norm": ({ groups, epsilon }, { inputShape, name }) => ({
    code: call("nn.GroupNorm", groups, inputShape[0]!, `eps=${epsilon}`),
    tensors: scales(name),
  }),
  "max-pool": ({ size, stride }) => only(call("nn.MaxPool2d", size, stride)),
  "average-pool": ({ size, stride }) => only(call("nn.AvgPool2d", size, stride)),
  "global-average-pool": () =>
    inSequence([only(call("nn.AdaptiveAvgPool2d", 1)), only(call("nn.Flatten"))]),
  "flatten": () => only(call("nn.Flatten")),
  "dropout": ({ keepRatio }) => only(call("nn.Dropout", 1 - keepRatio)),
  "channel-dropout": ({ keepRatio }) => only(call("nn.Dropout2d", 1 - keepRatio)),
  "relu": () => only(call("nn.ReLU")),
  "leaky-relu": ({ slope }) => only(call("nn.LeakyReLU", slope)),
  "elu": ({ alpha }) => only(call("nn.ELU", alpha)),
  "tanh": () => only(call("nn.Tanh")),
  "sigmoid": () => only(call("nn.Sigmoid")),
  "silu": () => only(call("nn.SiLU")),
  "gelu": () => only(call("nn.GELU")),
  "gelu-tanh": () => only(call("nn.GELU", 'approximate="tanh"')),
  "residual": (_config, { branches }) => {
    const [body, shortcut] = branches.map((row) => inSequence(modulesOf(row))) as [Module, Module];
    return {
      code: call("Residual", body.code, shortcut.code),
      tensors: [
        ...body.tensors.map((each) => below("body", each)),
        ...shortcut.tensors.map((each) => below("shortcut", each)),
      ],
    };
  },
  "padding": (_config, { inputShape, outputShape }) =>
    only(call(
      "Padding",
      Math.ceil(inputShape[1]! / outputShape[1]!),
      outputShape[0]! - inputShape[0]!,
    )),
};

function scales(name: LayerOutline["name"]): ModuleTensor[] {
  return [plain("weight", name("gamma")), plain("bias", name("beta"))];
}

function plain(name: string, ours: string): ModuleTensor {
  return { name, ours, isTransposed: false };
}

function below(owner: string, tensor: ModuleTensor): ModuleTensor {
  return { ...tensor, name: `${owner}.${tensor.name}` };
}

/** A module without tensors. */
function only(code: string): Module {
  return { code, tensors: [] };
}

/** A call in Python; each argument that is itself a call gets its own line. */
function call(callee: string, ...args: readonly (string | number)[]): string {
  const texts = args.map(String);
  if (!texts.some((text) => text.endsWith(")") && !text.startsWith("("))) {
    return `${callee}(${texts.join(", ")})`;
  }
  const lines = texts.map((text) => `    ${text.replaceAll("\n", "\n    ")},\n`);
  return `${callee}(\n${lines.join("")})`;
}

function truth(value: boolean): string {
  return value ? "True" : "False";
}
