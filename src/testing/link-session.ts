import type { TestApp } from "./app";

type Row = Record<string, unknown>;
type Account = { account_id: string; name: string };

export type Passage = {
  /** What the local Plaid's Link told the page: the argument of `onSuccess`. */
  readonly publicToken: string;
  readonly accounts: readonly { name: string; mask: string | null }[];
};

/** Goes through the local Plaid's Link as a browser does: signs in and, where that is asked, shares the accounts named so (all). */
export async function goThroughLink(
  { sandboxUrl }: TestApp,
  linkToken: string,
  {
    institutionId = "ins_109508",
    username = "user_good",
    accounts,
  }: { institutionId?: string; username?: string; accounts?: string[] } = {},
): Promise<Passage> {
  const step = async (operation: string, body: Row): Promise<Row> => {
    const headers = { "content-type": "application/json", origin: sandboxUrl };
    const url = `${sandboxUrl}/link/api/${operation}`;
    return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  const { link_session_id: session_id } = await step("start", { link_token: linkToken });
  let answer = await step("login", { session_id, institution_id: institutionId, username, password: "pass_good" });
  if (answer.next === "accounts") {
    const offered = answer.accounts as Account[];
    const chosen = offered.filter(({ name }) => accounts?.includes(name) ?? true);
    answer = await step("accounts", { session_id, account_ids: chosen.map(({ account_id }) => account_id) });
  }
  if (answer.next !== "connected") throw new Error(`Link did not end well: ${JSON.stringify(answer)}`);
  const metadata = answer.metadata as Passage;
  return { publicToken: String(answer.public_token), accounts: metadata.accounts };
}
