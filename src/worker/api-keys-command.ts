import { parseArgs } from "node:util";
import { type ApiKeyRow, newApiKey } from "@/contracts/api-keys";
import { API_KEYS_PER_USER, readApiKeyId } from "@/domain/api-keys";
import { AppError } from "@/domain/errors";
import { isIdentifier } from "@/domain/ids";
import { createApiKey, type NewApiKey } from "@/server/services/api-keys/create-api-key";
import { listApiKeys } from "@/server/services/api-keys/list-api-keys";
import { revokeApiKey } from "@/server/services/api-keys/revoke-api-key";
import type { ServiceContext } from "@/server/services/context";

export const API_KEYS_USAGE = [
  "npm run keys -- list",
  "npm run keys -- create --name NAME (--service | --user ID) --scopes link,refresh,refresh_all,read [--expires 90d | never]",
  "npm run keys -- revoke ID",
].join("\n");

/** A command that says what the operator can put right. */
export class CommandError extends Error {}

/** What is said: `out` is what was asked for, `note` is about it. */
export type Said = { readonly out: string; readonly note: string };

/** Lists, makes and revokes keys of all users and of services. Errors: CommandError. */
export async function runApiKeysCommand(ctx: ServiceContext, [command, ...args]: readonly string[]): Promise<Said> {
  if (command === "list" && args.length === 0) {
    const keys = await listApiKeys(ctx);
    return { out: keys.map(lineOf).join("\n"), note: `${keys.length} keys that were not revoked` };
  }
  if (command === "create") {
    const { apiKey, key } = await createApiKey(ctx, readNewKey(args)).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "TOO_MANY_API_KEYS")
        throw new CommandError(`this user has ${API_KEYS_PER_USER} keys that are good: revoke one first`);
      throw error;
    });
    return { out: apiKey, note: `made: ${lineOf(key)}\nIt is told this once; keep it where nobody else reads it.` };
  }
  const [given] = args;
  if (command === "revoke" && given !== undefined && args.length === 1) {
    // Its id, what it begins with, or all of it: whoever found a key somewhere has no id at hand.
    const keyId = readApiKeyId(given) ?? given.split("_").at(-1) ?? "";
    const key = await revokeApiKey(ctx, { keyId, signIn: null }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "API_KEY_NOT_FOUND")
        throw new CommandError(`no key that is good has the id ${keyId}`);
      throw error;
    });
    return { out: "", note: `revoked: ${lineOf(key)}` };
  }
  throw new CommandError(API_KEYS_USAGE);
}

function readNewKey(args: readonly string[]): NewApiKey {
  const { values } = tryParse(args);
  const { name, service = false, user, scopes, expires } = values;
  const isUserGiven = user !== undefined;
  if (service === isUserGiven || (isUserGiven && !isIdentifier(user))) throw new CommandError(API_KEYS_USAGE);
  const asked = {
    name,
    scopes: scopes?.split(","),
    ...(expires === undefined ? {} : { expiresInDays: daysOf(expires) }),
  };
  const wanted = newApiKey.safeParse(asked);
  if (!wanted.success) throw new CommandError(API_KEYS_USAGE);
  return { ...wanted.data, userId: user ?? null, signIn: null };
}

function tryParse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { name: text, service: { type: "boolean" }, user: text, scopes: text, expires: text } as const;
  try {
    return parseArgs({ args: [...args], options });
  } catch {
    throw new CommandError(API_KEYS_USAGE);
  }
}

/** NaN for what is neither a number of days nor `never`. */
function daysOf(text: string): number | null {
  return text === "never" ? null : Number(/^(\d+)d$/.exec(text)?.[1]);
}

function lineOf(key: ApiKeyRow): string {
  const end =
    key.expiresAt === null ? "no end" : `${key.isExpired ? "expired" : "until"} ${key.expiresAt.slice(0, 10)}`;
  const used = key.lastUsedAt === null ? "never used" : `used ${key.lastUsedAt.slice(0, 16)}Z`;
  const owner = key.userId === null ? "service" : `user ${key.userId}`;
  return `${key.prefix}…${key.lastCharacters}  ${owner}  ${key.scopes.join(",")}  ${end}  ${used}  ${key.name}`;
}
