/** Holds networks to the vectors of section 6. */
import { NETWORK_VECTORS } from "./networks.ts";
import { checkVectors } from "./vectors.ts";

checkVectors("6-network", NETWORK_VECTORS);
