import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import * as formats from "ajv-formats";
import { createGenerator } from "ts-json-schema-generator";

const plaidTypes = join(dirname(createRequire(import.meta.url).resolve("plaid")), "api.d.ts");
const generator = createGenerator({
  path: plaidTypes,
  skipTypeCheck: true,
  expose: "all",
  additionalProperties: false,
});
const validators = new Map<string, ValidateFunction>();

/** What a value breaks of a type that the installed plaid package publishes; empty = it fits. */
export function breachesOf(typeName: string, value: unknown): string[] {
  let validate = validators.get(typeName);
  if (validate === undefined) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default.default(ajv);
    validate = ajv.compile(generator.createSchema(typeName));
    validators.set(typeName, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
