/** One passage through Plaid Link, from the click to the stored brokerage. `itemId` is set in update mode (Reconnect). */
export type LinkState =
  | { phase: "idle"; problem: LinkProblem | null }
  | { phase: "preparing"; itemId: string | null }
  | { phase: "open"; itemId: string | null; token: string; isSecondTry: boolean }
  | { phase: "storing"; itemId: string | null };

/** Why the passage ended without a brokerage; `help` says what to do beyond trying again. */
export type LinkProblem = { text: string; help: string | null; requestId: string | null; itemId: string | null };

export type LinkAction =
  | { type: "prepare"; itemId: string | null }
  | { type: "open"; token: string; isSecondTry: boolean }
  | { type: "store" }
  | { type: "end"; problem: Omit<LinkProblem, "itemId"> | null }
  | { type: "clear" };

export const LINK_IDLE: LinkState = { phase: "idle", problem: null };

export function reduceLink(state: LinkState, action: LinkAction): LinkState {
  const itemId = state.phase === "idle" ? null : state.itemId;
  switch (action.type) {
    case "prepare":
      return { phase: "preparing", itemId: action.itemId };
    case "open":
      return { phase: "open", itemId, token: action.token, isSecondTry: action.isSecondTry };
    case "store":
      return { phase: "storing", itemId };
    case "end":
      return { phase: "idle", problem: action.problem && { ...action.problem, itemId } };
    case "clear":
      return state.phase === "idle" ? LINK_IDLE : state;
  }
}
