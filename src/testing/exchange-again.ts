import type { Engine } from "./engine";

/** Makes the next exchange answer as it did for this Item: the user links the same login again. */
export function exchangeAgain(engine: Engine, itemId: string): void {
  const path = "/item/public_token/exchange";
  const first = engine.plaid.exchanges.find((one) => one.path === path && one.response.item_id === itemId);
  engine.sandbox.addFault({ path, kind: "response", status: 200, body: JSON.stringify(first?.response) });
}
