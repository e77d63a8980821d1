/**
 * A model for PyTorch: its tensors in the layout and under the names of a `state_dict`, as
 * safetensors, and a Python file with the network that takes them.
 *
 * @module
 */
import type { TargetKind } from "@samebit/losses";
import { outlineNetwork } from "@samebit/networks";
import { formatSafetensors, type SavedArray } from "@samebit/runlog";
import { taskKindOf } from "@samebit/tasks";
import type { Model } from "../model.ts";
import { inSequence, type Module, modulesOf, type ModuleTensor } from "./modules.ts";

/**
 * The bytes of a safetensors file with the `state_dict` of the network that {@link formatPyTorch}
 * writes: `0.weight`, `0.bias`, ..., for a batch norm `1.running_mean`, for a residual block
 * `3.body.0.weight`; and `offset` and `factor` of the input map. There is no `num_batches_tracked`,
 * which PyTorch fills in.
 *
 * @throws {RangeError} The weights are not those of the network.
 */
export function formatStateDict(model: Model): Uint8Array<ArrayBuffer> {
  const { record, choice, data, weights } = model;
  const saved = new Map(weights.map((each) => [each.name, each]));
  const { tensors } = inSequence(modules(model).modules);
  const arrays = tensors.map(({ name, ours, isTransposed }: ModuleTensor): SavedArray => {
    const found = saved.get(ours);
    if (found === undefined) {
      throw new RangeError(`Cannot write a state_dict: the weights have no ${ours}`);
    }
    const { shape, data } = found;
    return isTransposed
      ? { name, shape: shape.toReversed(), values: transposed(shape, data) }
      : { name, shape, values: data };
  });
  const { shape, offset, factor } = data;
  const map = [{ name: "offset", shape, values: offset }, {
    name: "factor",
    shape,
    values: factor,
  }];
  return formatSafetensors({
    arrays: [...arrays, ...map],
    metadata: { format: "pt", run: record.identity, weights: choice },
  });
}

/** Swaps two axes. */
function transposed(
  [rows, columns]: readonly number[],
  data: Float32Array | Float64Array,
): Float32Array | Float64Array {
  const turned = data.slice();
  for (let r = 0; r < rows!; r++) {
    for (let c = 0; c < columns!; c++) turned[c * rows! + r] = data[r * columns! + c]!;
  }
  return turned;
}

/** The text of a Python file with the network as a `torch.nn.Module` called `Model`. */
export function formatPyTorch(model: Model): string {
  const { plan, data, record } = model;
  const { modules: row, inputShape } = modules(model);
  const layers = row.map(({ code }) => `            ${code.replaceAll("\n", "\n            ")},`);
  const sizes = (shape: readonly number[]) => `(${shape.map((size) => `${size}, `).join("")})`;
  return `"""A network trained by Samebit, run ${record.identity.slice(0, 8)}, for PyTorch.

    model = Model().eval()
    model.load_state_dict(safetensors.torch.load_file("weights.safetensors"))

Raw examples go in, of shape [N, ${data.shape.join(", ")}]; scores come out.
"""
import torch
from torch import nn

${ABOUT[taskKindOf(plan).targets](data)}
${code(row, "Residual(") ? RESIDUAL : ""}${code(row, "Padding(") ? PADDING : ""}

class Model(nn.Sequential):
    def __init__(self):
        super().__init__(
${layers.join("\n")}
        )
        self.register_buffer("offset", torch.zeros${sizes(data.shape)})
        self.register_buffer("factor", torch.ones${sizes(data.shape)})${
    plan.precision === "float64" ? "\n        self.double()" : ""
  }

    def forward(self, x):
        x = (x - self.offset) * self.factor
        return super().forward(x.reshape(-1, ${inputShape.join(", ")}))
`;
}

/** The meaning of scores, as constants in Python. */
const ABOUT: { readonly [Kind in TargetKind]: (data: Model["data"]) => string } = {
  "labels": ({ classes }) => `CLASSES = ${JSON.stringify(classes)}`,
  "numbers": ({ targets }) =>
    `TARGETS = ${JSON.stringify(targets!.names)}\n` +
    `TARGET_MEAN = [${targets!.mean.join(", ")}]\n` +
    `TARGET_DEVIATION = [${targets!.deviation.join(", ")}]`,
  "zeros-and-ones": ({ targets }) =>
    `# A label applies if its score is above 0; its probability is torch.sigmoid(score).\n` +
    `LABELS = ${JSON.stringify(targets!.names)}`,
};

const RESIDUAL = `

class Residual(nn.Module):
    def __init__(self, body, shortcut):
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)
`;

const PADDING = `

class Padding(nn.Module):
    def __init__(self, stride, channels):
        super().__init__()
        self.stride = stride
        self.channels = channels

    def forward(self, x):
        taken = x[:, :, :: self.stride, :: self.stride]
        return nn.functional.pad(taken, (0, 0, 0, 0, 0, self.channels))
`;

function code(modules: readonly Module[], part: string): boolean {
  return modules.some((each) => each.code.includes(part));
}

function modules({ plan, data }: Model) {
  const outputs = taskKindOf(plan).outputs(data);
  const { inputShape, layers } = outlineNetwork(plan.model, data.shape, outputs);
  return { inputShape, modules: modulesOf(layers) };
}
