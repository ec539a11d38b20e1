import { expect, test } from "vitest";
import type { AuditEventRow } from "@/contracts/audit";
import { aboutText } from "./audit-texts";

const line = (event: Partial<AuditEventRow>): AuditEventRow => ({
  ...{ id: "1", at: "2026-11-27T00:00:00.000Z", action: "sign_in", actor: "user", subject: null, itemName: null },
  ...{ detail: {}, ...event },
});

test.each<[string, Partial<AuditEventRow>]>([
  ["First Platypus Bank", { action: "unlink", subject: "item-id", itemName: "First Platypus Bank" }],
  ["", { action: "unlink", subject: "item-id" }],
  ["", { action: "refresh_all", subject: "3f0c5d0e-run" }],
  ["with a passkey · from 127.0.0.1", { detail: { by: "passkey", address: "127.0.0.1" } }],
  ["Nightly", { action: "key_created", detail: { name: "Nightly", scopes: "read", expires: "never" } }],
  ["1 session", { action: "session_revoked", detail: { count: "1" } }],
  ["2 sessions · there were too many", { action: "session_revoked", detail: { count: "2", reason: "too_many" } }],
  ["2 sessions ended", { action: "password_changed", detail: { sessionsEnded: "2" } }],
  ["1 session ended", { action: "passkey_removed", detail: { sessionsEnded: "1" } }],
  ["nothing was begun from this account", { action: "link_refused", detail: { reason: "no_open_intent" } }],
  [
    "/api/plaid/investments/refresh",
    { action: "access_denied", detail: { operation: "/api/plaid/investments/refresh" } },
  ],
  ["and 12 more before", { action: "refresh_all", detail: { leftOut: "12" } }],
])("S-30: the log says %j and no id", (text, event) => expect(aboutText(line(event))).toBe(text));
