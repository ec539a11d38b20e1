import { Products } from "plaid";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { publicTokenAnswer } from "./schemas";

export type SandboxLogin = { readonly institutionId: string; readonly username: string; readonly password: string };

/**
 * A public token as Link would give it, without a browser: for seeding and for tests. Sandbox environments only.
 * Errors: ProviderError.
 * Source: Plaid /sandbox/public_token/create.
 */
export function createSandboxPublicToken(
  plaid: PlaidGateway,
  login: SandboxLogin,
  options: CallOptions,
): Promise<string> {
  const body = {
    institution_id: login.institutionId,
    initial_products: [Products.Investments],
    options: { override_username: login.username, override_password: login.password },
  };
  return callPlaid(
    plaid,
    {
      path: "/sandbox/public_token/create",
      send: (api, settings) => api.sandboxPublicTokenCreate(body, settings),
      schema: publicTokenAnswer,
      toDomain: (answer) => answer.public_token,
      isRepeatable: false,
    },
    options,
  );
}
