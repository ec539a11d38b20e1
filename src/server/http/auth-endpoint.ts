import {
  openLinkInput,
  passkeyAnswerInput,
  passkeyOptionsInput,
  passkeyRegistrationInput,
  redeemLinkInput,
  signInInput,
} from "@/contracts/account";
import { AppError } from "@/domain/errors";
import { siteOf } from "@/domain/network-site";
import { openLink, redeemByPassword } from "@/server/auth/account-links";
import type { AuthCall, AuthReply } from "@/server/auth/auth-call";
import { identifySession } from "@/server/auth/identify-session";
import { offerPasskeyRegistration, registerPasskey } from "@/server/auth/passkeys";
import { onBehalfOf } from "@/server/auth/password-hash";
import { offerPasskeySignIn, signInByPasskey, signInByPassword } from "@/server/auth/sign-in";
import { signOut } from "@/server/auth/sign-out";
import { VISITOR } from "@/server/auth/visitor";
import { getEnv } from "@/server/platform/env";
import { createContext } from "@/server/services/runtime";
import { readJsonBody } from "./body";
import { type RouteHandlers, withBoundary } from "./boundary";
import { addressBlock, clientAddressOf } from "./client-address";
import { isJsonType } from "./json";
import { jsonResponse } from "./respond";

const AUTH_PATH = "/api/auth/";

type Action = (call: AuthCall, body: unknown) => Promise<AuthReply>;
type Schema<Input> = {
  safeParse(value: unknown): { success: true; data: Input } | { success: false; error: { issues: Issue[] } };
};
type Issue = { readonly path: readonly PropertyKey[] };

function action<Input>(schema: Schema<Input>, run: (call: AuthCall, input: Input) => Promise<AuthReply>): Action {
  return async (call, body) => {
    const read = schema.safeParse(body);
    if (read.success) return run(call, read.data);
    throw new AppError("INVALID_FIELD", { text: `Invalid ${String(read.error.issues[0]?.path[0] ?? "input")}` });
  };
}

/** All that can be asked without a session; nobody makes an account but by a link. */
export const AUTH_ACTIONS: Readonly<Record<string, Action>> = {
  "sign-in/password": action(signInInput, signInByPassword),
  "sign-in/passkey/options": offerPasskeySignIn,
  "sign-in/passkey": action(passkeyAnswerInput, signInByPasskey),
  "sign-out": signOut,
  "passkey/options": action(passkeyOptionsInput, offerPasskeyRegistration),
  passkey: action(passkeyRegistrationInput, registerPasskey),
  "link/open": action(openLinkInput, openLink),
  "link/redeem": action(redeemLinkInput, redeemByPassword),
};

/** Signing in and out, and what makes an account. The demo has none of it. */
export function authEndpoint(): RouteHandlers {
  return withBoundary(
    { route: "/api/auth", methods: ["POST"], failure: "INTERNAL", identify: ({ request }) => findAction(request) },
    async ({ request, requestId, caller: act }) => {
      if (!act) throw new AppError("NOT_FOUND");
      // A form can be sent from elsewhere; JSON is asked for first.
      if (!isJsonType(request.headers.get("content-type")))
        throw new AppError("INVALID_FIELD", { text: "Bad Request" });
      const body = await readJsonBody(request);
      const call = await toCall(request, requestId);
      const { cookies, body: answer } = await onBehalfOf(siteOf(call.network), () => act(call, body));
      const response = jsonResponse(200, answer);
      for (const cookie of cookies) response.headers.append("set-cookie", cookie);
      return response;
    },
  );
}

async function findAction(request: Request): Promise<Action | null> {
  if (getEnv().mode === "demo") return null;
  const name = new URL(request.url).pathname.slice(AUTH_PATH.length);
  return Object.hasOwn(AUTH_ACTIONS, name) ? (AUTH_ACTIONS[name] ?? null) : null;
}

async function toCall({ headers }: Request, requestId: string): Promise<AuthCall> {
  const ctx = await createContext({ actor: VISITOR, requestId });
  const address = clientAddressOf(headers, getEnv().trustProxyHops);
  return { ctx, headers, address, network: addressBlock(address), session: await identifySession(ctx, headers) };
}
