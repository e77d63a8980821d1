/**
 * `deno task export RUN`: writes the model of a run in a format for other programs, which need
 * neither this repository nor the data it was trained on.
 *
 * @module
 */
import {
  loadModel,
  loadRun,
  readCheckedRun,
  requireOwnWeights,
  restoreModel,
  restoreRun,
  WEIGHTS,
} from "@samebit/evaluation";
import {
  formatModelNpz,
  formatOnnx,
  formatPyTorch,
  formatStateDict,
  isModelFolder,
  type Model,
  writeModel,
} from "@samebit/exports";
import { BadInput } from "@samebit/input";
import { DATA_DIR, kernelsHere, OUT, outOf } from "@samebit/options";
import { exists, findRun } from "@samebit/store";
import { type Command, type Given, STATUS, type Terminal } from "@samebit/terminal";
import { exportLogs, LOG_FLAGS } from "../export_logs.ts";
import { blameFlag, writeNamed } from "../written_file.ts";

/** The formats of a model, each written to its own file. */
const FORMATS: Readonly<
  Record<string, { readonly about: string; readonly format: (model: Model) => string | Uint8Array }>
> = {
  "onnx": {
    about: "an ONNX file; raw examples go in",
    format: formatOnnx,
  },
  "npz": {
    about: "NumPy arrays: weights, input map, class names",
    format: formatModelNpz,
  },
  "safetensors": {
    about: "weights in the layout and under the names of PyTorch",
    format: formatStateDict,
  },
  "pytorch": {
    about: "a Python file with the network that takes these weights",
    format: formatPyTorch,
  },
};

/** Writes the model of a run for other programs. */
export const exportModel: Command = {
  usage: {
    name: "export",
    operands: "RUN",
    most: 1,
    about: "Write the model or the logs of a run for other programs: RUN is its folder, the " +
      "beginning of its name, or the folder of an exported model; for logs also an experiment",
    flags: {
      "folder": {
        value: "DIR",
        about: "a folder that evaluate can read without data or experiment",
      },
      ...Object.fromEntries(
        Object.entries(FORMATS).map(([name, { about }]) => [name, { value: "FILE", about }]),
      ),
      ...LOG_FLAGS,
      "weights": WEIGHTS,
      "out": OUT,
      "data-dir": DATA_DIR,
    },
    example: "update-rules/adam-seed1 --onnx adam.onnx",
  },
  async run(given, terminal) {
    const [name] = given.operands;
    if (name === undefined) throw new BadInput("RUN", "is missing; see --help");
    const ofModel = ["folder", ...Object.keys(FORMATS)];
    const isGiven = (flag: string) => given.values[flag] !== undefined;
    if (![...ofModel, ...Object.keys(LOG_FLAGS)].some(isGiven)) {
      const flags = [...ofModel, ...Object.keys(LOG_FLAGS)].map((flag) => `--${flag}`);
      throw new BadInput("export", `needs a format; give ${flags.join(", ")}`);
    }
    const wanted = ofModel.filter(isGiven);
    for (const flag of wanted) await requireNew(`--${flag}`, given.values[flag]!);
    if (wanted.length > 0) await writeAll(await modelOf(name, given, terminal), given, terminal);
    await exportLogs(name, given, terminal);
    return STATUS.done;
  },
};

async function requireNew(flag: string, path: string): Promise<void> {
  if (await exists(path)) throw new BadInput(flag, `${path} already exists; name another`);
}

/** The named model, after a check that its weights are those of its record. */
async function modelOf(name: string, given: Given, terminal: Terminal): Promise<Model> {
  const isModel = await isModelFolder(name);
  const run = isModel ? undefined : await readCheckedRun(await findRun(outOf(given), name));
  const loaded = run === undefined ? undefined : await loadRun(run, given, terminal);
  const model = loaded?.model ?? await loadModel(name, given);
  const kernels = kernelsHere("wasm", model.plan.precision);
  try {
    if (loaded === undefined) restoreModel(name, model, kernels);
    else requireOwnWeights(restoreRun(loaded, kernels));
  } finally {
    kernels.close();
  }
  return model;
}

async function writeAll(model: Model, { values }: Given, terminal: Terminal): Promise<void> {
  if (values["folder"] !== undefined) {
    await blameFlag("--folder", values["folder"], () => writeModel(values["folder"]!, model));
    terminal.print(values["folder"]);
  }
  for (const [name, { format }] of Object.entries(FORMATS)) {
    const file = values[name];
    if (file === undefined) continue;
    await writeNamed(`--${name}`, file, format(model));
    terminal.print(file);
  }
}
