import type { ActivityFilterInput } from "@/contracts/activity";
import { ACTIVITY_STATUSES, isAmountText, isSearchText } from "@/domain/activity";
import { parseCalendarDate } from "@/domain/calendar-date";
import { isIdentifier } from "@/domain/ids";
import { parseScope } from "@/domain/scope";
import { TRANSACTION_CLASSES } from "@/domain/transaction-class";

/** What the address may hold of a filter. The scope is none: it is that of the other pages too, and stays when filters are cleared. */
export const ACTIVITY_PARAMS = ["q", "kind", "security", "from", "to", "min", "status"] as const;
export type ActivityParam = (typeof ACTIVITY_PARAMS)[number];

/** The filter that an address asks for; what it cannot mean is left out. */
export function parseActivityParams(read: (name: ActivityParam | "scope") => string | null): ActivityFilterInput {
  const [search, minAmount] = [(read("q") ?? "").trim(), (read("min") ?? "").trim()];
  const [scope, security] = [read("scope") ?? "", read("security") ?? ""];
  const kind = TRANSACTION_CLASSES.find((known) => known === read("kind"));
  const status = ACTIVITY_STATUSES.find((known) => known === read("status"));
  const [startDate, endDate] = [parseCalendarDate(read("from") ?? ""), parseCalendarDate(read("to") ?? "")];
  return {
    ...(search !== "" && isSearchText(search) && { search }),
    ...(kind && { kind }),
    ...(scope !== "" && parseScope(scope) && { scope }),
    ...(isIdentifier(security) && { securityId: security }),
    ...(startDate && { startDate }),
    ...(endDate && { endDate }),
    ...(isAmountText(minAmount) && { minAmount }),
    ...(status && { status }),
  };
}
