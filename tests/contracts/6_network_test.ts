/** Holds networks to the vectors of section 6. */
import { createWhitening } from "@samebit/networks";
import { parseSafetensors } from "@samebit/runlog";
import { putStart } from "@samebit/solver";
import { createTensor, type Floats } from "@samebit/tensors";
import { NETWORK_VECTORS, networkOf } from "./networks.ts";
import { type Case, checkVectors, floatsOf, hexOf } from "./vectors.ts";

/** The filters that whiten the patches of all images of a case. */
function whiten({ shape, filters, kernel, epsilon, images }: Case): Floats {
  const x = floatsOf(images);
  const sizes = [filters, shape[0], kernel, kernel];
  const [value, gradient] = [0, 1].map(() =>
    createTensor(
      sizes,
      new (x.constructor as Float64ArrayConstructor)(filters * shape[0] * kernel * kernel),
    )
  );
  const weight = {
    name: "W1",
    shape: sizes,
    role: "weight",
    value: value!,
    gradient: gradient!,
  } as const;
  const whitening = createWhitening({ epsilon }, shape, weight);
  whitening.add(x, x.length / (shape[0] * shape[1] * shape[2]));
  whitening.finish();
  return value!.data;
}

checkVectors("6-network", {
  ...NETWORK_VECTORS,
  whitened: (given: Case) => hexOf(whiten(given)),
  begun(given: Case) {
    const network = networkOf(given);
    const { arrays } = parseSafetensors(Uint8Array.fromHex(given.file), "file");
    putStart(given, { start: arrays }, network);
    return {
      parameters: hexOf(network.parameters.values),
      statistics: network.state.flatMap(({ tensor }) => hexOf(tensor.data)),
    };
  },
});
