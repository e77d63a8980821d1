/** Holds networks written layer by layer to the vectors of section 15. */
import { NETWORK_VECTORS } from "./networks.ts";
import { checkVectors } from "./vectors.ts";

checkVectors("15-layers", NETWORK_VECTORS);
