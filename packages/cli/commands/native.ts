/**
 * `deno task native`: compiles the native kernels for this machine, so that `--backend auto` uses
 * them.
 *
 * @module
 */
import { chooseKernels } from "@samebit/engines";
import { nativeFolder } from "@samebit/options";
import { buildNativeLibrary, currentMachine } from "@samebit/tensors/native";
import { type Command, STATUS } from "@samebit/terminal";

/** Builds the native kernels and tests them. */
export const native: Command = {
  usage: {
    name: "native",
    operands: "",
    most: 0,
    about: "Compile the native kernels with this machine's C compiler, and test them",
    flags: {
      "compiler": { value: "NAME", about: "the C compiler, GCC or Clang", otherwise: "cc" },
    },
  },
  async run(given, terminal) {
    const machine = currentMachine();
    const folder = nativeFolder();
    const compiler = given.values["compiler"];
    const { path, built, compiler: version } = await buildNativeLibrary({
      folder,
      machine,
      ...(compiler !== undefined && { compiler }),
    });
    terminal.print(built ? `Built ${path} with ${version}` : `${path} already exists`);
    await chooseKernels("native", 1, folder);
    terminal.print("It gives the same bits as the reference; --backend auto uses it from now on");
    return STATUS.done;
  },
};
