import { type RunningSandbox, type SandboxOptions, startSandbox } from "@/sandbox/server";

type Row = Record<string, unknown>;
export type Answer = { status: number; body: Row; text: string };

/** A sandbox in this process with short ways of speaking to it; tests close it. */
export type Caller = RunningSandbox & {
  call(path: string, body: Row, headers?: Record<string, string>): Promise<Answer>;
  /** Links a login and gives its access token and item id. */
  link(login?: {
    institutionId?: string;
    username?: string;
    password?: string;
    webhook?: string;
  }): Promise<{ token: string; itemId: string }>;
};

const CREDENTIALS = { "plaid-client-id": "local-sandbox", "plaid-secret": "local-sandbox" };

/** Starts a sandbox on a free port, in memory unless the options say otherwise. */
export async function startCaller(options: SandboxOptions = {}): Promise<Caller> {
  const running = await startSandbox(options);
  const call: Caller["call"] = async (path, body, headers = CREDENTIALS) => {
    const init = {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    };
    const response = await fetch(running.url + path, init);
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as Row, text };
  };
  return {
    ...running,
    call,
    async link(login = {}) {
      const { body } = await call("/item/public_token/exchange", {
        public_token: running.control.createPublicToken(login),
      });
      return { token: String(body.access_token), itemId: String(body.item_id) };
    },
  };
}

/** The rows under a key of an answer. */
export function rowsOf(answer: Answer, key: string): Row[] {
  return answer.body[key] as Row[];
}
