import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { errorObject, PlaidFailure } from "@/sandbox/errors";
import { jsonReply, type Reply, readBody } from "@/sandbox/http";
import { type JsonValue, render } from "@/sandbox/json";
import { awaitVisit, beginVisit, returnFromVisit, stateOf } from "@/sandbox/link/bank";
import type { Sessions } from "@/sandbox/link/sessions";
import { chooseAccounts, describeSession, listInstitutions, submitCode, submitLogin } from "@/sandbox/link/steps";
import type { Sandbox } from "@/sandbox/sandbox";

const session_id = z.string();
const startBody = z.object({ link_token: z.string(), received_redirect_uri: z.string().nullish() });
const sessionBody = z.object({ session_id });
const bankBody = z.object({ session_id, institution_id: z.string() });
const searchBody = z.object({ session_id, query: z.string() });
const loginBody = z.object({ session_id, institution_id: z.string(), username: z.string(), password: z.string() });
const codeBody = z.object({ session_id, code: z.string() });
const accountsBody = z.object({ session_id, account_ids: z.array(z.string()) });

export type LinkApi = (request: IncomingMessage, path: string) => Promise<Reply>;

/** The JSON calls of the Link page; only the page itself may make them. A refusal is an `error` in a 200. */
export function createLinkApi(sandbox: Sandbox, sessions: Sessions): LinkApi {
  const operations: Readonly<Record<string, (body: unknown) => JsonValue>> = {
    "/link/api/start": (body) => {
      const { link_token: linkToken, received_redirect_uri: received } = startBody.parse(body);
      if (!received) return describeSession(sessions.start(linkToken));
      const session = sessions.resume(linkToken, (redirectUri) => stateOf(received, redirectUri));
      return { ...describeSession(session), answer: returnFromVisit(sandbox, session) };
    },
    "/link/api/bank": (body) => {
      const { session_id: id, institution_id: institutionId } = bankBody.parse(body);
      return beginVisit(sessions.require(id), institutionId);
    },
    "/link/api/bank_return": (body) => awaitVisit(sandbox, sessions.require(sessionBody.parse(body).session_id)),
    "/link/api/institutions": (body) => {
      const { session_id: id, query } = searchBody.parse(body);
      return { institutions: listInstitutions(sessions.require(id), query) };
    },
    "/link/api/login": (body) => {
      const { session_id: id, institution_id: institutionId, username, password } = loginBody.parse(body);
      return submitLogin(sandbox, sessions.require(id), { institutionId, username, password });
    },
    "/link/api/code": (body) => {
      const { session_id: id, code } = codeBody.parse(body);
      return submitCode(sandbox, sessions.require(id), code);
    },
    "/link/api/accounts": (body) => {
      const { session_id: id, account_ids: accountIds } = accountsBody.parse(body);
      return chooseAccounts(sandbox, sessions.require(id), accountIds);
    },
  };
  return async (request, path) => {
    const operation = operations[path];
    if (operation === undefined || request.method !== "POST") return jsonReply(404, '{"error":"not found"}');
    if (request.headers.origin !== `http://${request.headers.host}`) return jsonReply(403, '{"error":"wrong origin"}');
    try {
      return jsonReply(200, render(operation(JSON.parse(await readBody(request)))));
    } catch (error) {
      if (error instanceof PlaidFailure) return jsonReply(200, render({ error: errorObject(error) }));
      if (error instanceof z.ZodError || error instanceof SyntaxError) return jsonReply(400, '{"error":"bad request"}');
      throw error;
    }
  };
}
