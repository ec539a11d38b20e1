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

type Schema = {
  type?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

/** A field of one of Plaid's published types. `objectType` is the type of the object, or of the objects, that it holds. */
export type PublishedField = {
  key: string;
  isOptional: boolean;
  isNullable: boolean;
  isEnum: boolean;
  objectType: string | null;
};

/** The fields of a published type. Errors: Error for a type that does not exist or is no object. */
export function fieldsOf(typeName: string): PublishedField[] {
  const definitions = generator.createSchema(typeName).definitions as Record<string, Schema>;
  const { properties, required = [] } = definitions[typeName] ?? {};
  if (properties === undefined) throw new Error(`${typeName} is no published object`);
  return Object.entries(properties).map(([key, schema]) => {
    const parts = partsOf(schema, definitions);
    return {
      key,
      isOptional: !required.includes(key),
      isNullable: parts.some(({ type }) => [type].flat().includes("null")),
      isEnum: parts.some((part) => part.enum !== undefined),
      objectType: nameOf(
        [schema, ...(schema.anyOf ?? []), schema.items ?? {}].find((part) => isObject(part, definitions)),
      ),
    };
  });
}

function partsOf(schema: Schema, definitions: Record<string, Schema>): Schema[] {
  const target = schema.$ref === undefined ? undefined : definitions[nameOf(schema) ?? ""];
  return [schema, ...(schema.anyOf ?? []), ...(target ? [target] : [])].flatMap((part) =>
    part === schema || part === target ? [part] : partsOf(part, definitions),
  );
}

function isObject(schema: Schema, definitions: Record<string, Schema>): boolean {
  return schema.$ref !== undefined && definitions[nameOf(schema) ?? ""]?.properties !== undefined;
}

function nameOf(schema: Schema | undefined): string | null {
  return schema?.$ref?.split("/").at(-1) ?? null;
}
