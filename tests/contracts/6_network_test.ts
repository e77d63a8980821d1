/** Holds networks to the vectors of section 6. */
import { parseSafetensors } from "@samebit/runlog";
import { putStart } from "@samebit/solver";
import { NETWORK_VECTORS, networkOf } from "./networks.ts";
import { type Case, checkVectors, hexOf } from "./vectors.ts";

checkVectors("6-network", {
  ...NETWORK_VECTORS,
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
