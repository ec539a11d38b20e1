import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";

const COUNTRIES = "US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI".split(" ");

export const text = z.string().min(1);
export const countryCodes = z.array(z.enum(COUNTRIES)).min(1);
export const accountFilter = z.array(z.string()).optional();

function isRealDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(value);
}

/** A calendar date that exists, as YYYY-MM-DD. */
export const calendarDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date like 2026-01-31")
  .refine(isRealDate, "must be a date that exists");

const REFUSED_PRODUCTS = new Set(["balance", "investments_refresh"]);
const KNOWN_PRODUCT = /^[a-z][a-z0-9_]*$/;

/** Refuses products that cannot be asked for when an Item is made. Errors: INVALID_PRODUCT. */
export function checkProducts(products: readonly string[]): void {
  const refused = products.find((product) => REFUSED_PRODUCTS.has(product) || !KNOWN_PRODUCT.test(product));
  if (refused !== undefined) throw new PlaidFailure("INVALID_PRODUCT", `the product ${refused} cannot be chosen here`);
}
