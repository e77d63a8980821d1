/** A validator of JSON schemas for tests, which takes nothing of this project's word for it. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { experimentSchema } from "./experiment_schema.ts";

const validator = new Ajv2020({ allowUnionTypes: true });

/** Whether a value is as a JSON schema wants it. */
export function accepts(schema: object, value: unknown): boolean {
  return validator.validate(schema, value) as boolean;
}

const validate = validator.compile(experimentSchema());

/** Whether an experiment is as its JSON schema wants it. */
export function acceptsExperiment(value: unknown): boolean {
  return validate(value) as boolean;
}

/** What the last experiment was refused for. */
export function schemaFaults(): string {
  return validator.errorsText(validate.errors);
}
