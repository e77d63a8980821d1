import { assert, assertEquals } from "@std/assert";
import { conformanceCases } from "../conformance.ts";
import { createReferenceKernels } from "./mod.ts";

const TOLERANCE = 1e-3;

Deno.test("createReferenceKernels makes arrays of its precision", () => {
  assert(createReferenceKernels().allocate(3) instanceof Float32Array);
  assert(createReferenceKernels("float64").allocate(3) instanceof Float64Array);
  assertEquals(createReferenceKernels("float64").precision, "float64");
});

Deno.test("createReferenceKernels agrees between float32 and float64 on ordinary numbers", () => {
  const [single, double] = [createReferenceKernels(), createReferenceKernels("float64")];
  const failures: string[] = [];
  for (const conformanceCase of conformanceCases()) {
    if (!conformanceCase.name.endsWith("ordinary")) continue;
    const found = conformanceCase.run(single);
    conformanceCase.run(double).forEach((output, index) => {
      const wide = typeof output === "number" ? [output] : output;
      const narrow = found[index];
      wide.forEach((value, i) => {
        const other = typeof narrow === "number" ? narrow : narrow[i];
        if (Math.abs(value - other) > TOLERANCE * (1 + Math.abs(value))) {
          failures.push(
            `${conformanceCase.operation}, ${conformanceCase.name}: ${value}, ${other}`,
          );
        }
      });
    });
  }
  assertEquals(failures, []);
});
