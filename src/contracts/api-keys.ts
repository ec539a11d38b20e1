import * as z from "zod";
import { API_KEY_DEFAULT_DAYS, API_KEY_MAX_DAYS, API_KEY_SCOPES, type ApiKeyScope } from "@/domain/api-keys";
import { shownName } from "./fields";

/** A key as lists show it. Instants are ISO text. */
export type ApiKeyRow = {
  keyId: string;
  /** Whose key it is; null: a service key. */
  userId: string | null;
  name: string;
  /** What it begins with. */
  prefix: string;
  /** What it ends with. */
  lastCharacters: string;
  scopes: ApiKeyScope[];
  createdAt: string;
  /** Null: it does not end by itself. */
  expiresAt: string | null;
  /** To the minute; null: not used yet. */
  lastUsedAt: string | null;
  isExpired: boolean;
};

/** `apiKey` is the whole key: told here and never again. */
export type CreatedApiKey = { apiKey: string; key: ApiKeyRow };

/** What is asked for with a new key; without `expiresInDays` it lasts a year, with null it does not end by itself. */
export const newApiKey = z.object({
  name: shownName,
  scopes: z.array(z.enum(API_KEY_SCOPES)).min(1),
  expiresInDays: z.int().min(1).max(API_KEY_MAX_DAYS).nullable().default(API_KEY_DEFAULT_DAYS),
});
