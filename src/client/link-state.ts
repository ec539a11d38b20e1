import type { DuplicateOffer } from "@/contracts/duplicates";

/** What a passage through Plaid Link is for: a new brokerage, or update mode of one that is linked. */
export type LinkTarget =
  | { readonly purpose: "link"; readonly itemId: null }
  | { readonly purpose: "reconnect" | "add_accounts"; readonly itemId: string };

export const NEW_BROKERAGE: LinkTarget = { purpose: "link", itemId: null };

/** One passage through Plaid Link, from the click to the stored brokerage. */
export type LinkState =
  | { phase: "idle"; problem: LinkProblem | null }
  | { phase: "preparing"; target: LinkTarget }
  | { phase: "open"; target: LinkTarget; token: string; receivedRedirectUri: string | null }
  /** The login looks like one that is linked already: what now, is for the user to say. */
  | { phase: "choosing"; target: LinkTarget; offer: DuplicateOffer }
  | { phase: "storing"; target: LinkTarget };

/** Why the passage ended without a brokerage; `help` says what to do beyond trying again. */
export type LinkProblem = { text: string; help: string | null; requestId: string | null; target: LinkTarget };

export type LinkAction =
  | { type: "prepare"; target: LinkTarget }
  | { type: "open"; target: LinkTarget; token: string; receivedRedirectUri: string | null }
  | { type: "choose"; offer: DuplicateOffer }
  | { type: "store" }
  | { type: "end"; problem: Omit<LinkProblem, "target"> | null }
  | { type: "clear" };

export const LINK_IDLE: LinkState = { phase: "idle", problem: null };

export function reduceLink(state: LinkState, action: LinkAction): LinkState {
  const target = state.phase === "idle" ? NEW_BROKERAGE : state.target;
  switch (action.type) {
    case "prepare":
      return { phase: "preparing", target: action.target };
    case "open": {
      const { token, receivedRedirectUri } = action;
      return { phase: "open", target: action.target, token, receivedRedirectUri };
    }
    case "choose":
      return { phase: "choosing", target, offer: action.offer };
    case "store":
      return { phase: "storing", target };
    case "end":
      return { phase: "idle", problem: action.problem && { ...action.problem, target } };
    case "clear":
      return state.phase === "idle" ? LINK_IDLE : state;
  }
}
