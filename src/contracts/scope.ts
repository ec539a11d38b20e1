import * as z from "zod";
import { parseScope, type Scope } from "@/domain/scope";

/** Two ids of 128 code points, each of up to four bytes, percent-encoded. */
const SCOPE_MAX_LENGTH = 3_200;

/** Of what a page tells, as `domain/scope.ts` writes it: `""`, `<item id>` or `<item id>~<account id>`. */
export const scopeInput = z
  .string()
  .max(SCOPE_MAX_LENGTH)
  .transform((text, context): Scope => {
    const scope = parseScope(text);
    if (scope) return scope;
    context.addIssue({ code: "custom", message: "no scope" });
    return z.NEVER;
  });
