"use client";

import { useConnections } from "@/client/use-connections";
import { cardsInScope, useScope } from "@/client/use-scope";
import { currencyCode } from "@/components/money";
import { FilterChoice, type FilterOption } from "@/components/ui/filter-choice";
import { Input } from "@/components/ui/input";
import { Labelled } from "@/components/ui/labelled";
import { Select } from "@/components/ui/select";
import type { HoldingsList } from "@/contracts/holdings";
import { currencyKey } from "@/domain/currency";
import { GROUPING_LABELS } from "./column-texts";
import { typeText } from "./holding-texts";
import { type HoldingsParam, STALE_PRICE, UNKNOWN_BASIS } from "./holdings-params";
import type { HoldingsUrl } from "./use-holdings-url";

type Props = { url: HoldingsUrl; list: HoldingsList; today: string };

const GROUPINGS = Object.entries(GROUPING_LABELS) as FilterOption[];

/** What is shown of the holdings, how they are grouped, and of which date. */
export function HoldingFilters({ url, list, today }: Props) {
  const { accounts, institutions } = useAccountOptions();
  const chosen = (name: HoldingsParam) => ({
    value: url.read(name) ?? "",
    onValueChange: (value: string) => url.set(name, value),
  });
  const currencies = list.totals.map(
    ({ currency }): FilterOption => [currencyKey(currency), currencyCode(currency) ?? "None"],
  );
  return (
    <>
      <FilterChoice
        {...chosen("type")}
        label="Type"
        all="All"
        options={list.types.map((type) => [type, typeText(type)])}
      />
      <FilterChoice {...chosen("account")} label="Account" all="All" options={accounts} />
      {institutions.length > 1 && (
        <FilterChoice {...chosen("institution")} label="Brokerage" all="All" options={institutions} />
      )}
      {currencies.length > 1 && (
        <FilterChoice {...chosen("currency")} label="Currency" all="All" options={currencies} />
      )}
      <FilterChoice {...chosen("basis")} label="Cost basis" all="Any" options={[[UNKNOWN_BASIS, "Unknown only"]]} />
      <FilterChoice {...chosen("price")} label="Price" all="Any age" options={[[STALE_PRICE, "Stale only"]]} />
      <Labelled label="Group by">
        {(id) => (
          <Select id={id} value={url.asked.groupBy} onChange={(event) => url.setGrouping(event.target.value)}>
            {GROUPINGS.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      <Labelled label="As of">
        {(id) => (
          <Input
            id={id}
            type="date"
            max={today}
            value={url.asked.asOf ?? ""}
            onChange={(event) => url.set("as_of", event.target.value)}
          />
        )}
      </Labelled>
    </>
  );
}

function useAccountOptions(): { accounts: FilterOption[]; institutions: FilterOption[] } {
  const { data } = useConnections();
  const { scope } = useScope();
  const cards = cardsInScope(data ?? [], scope);
  const accounts = cards.flatMap((card) =>
    card.accounts
      .filter(({ accountId }) => scope.kind !== "account" || accountId === scope.accountId)
      .map(({ accountId, name, mask }): FilterOption => {
        const account = mask === null ? name : `${name} ••${mask}`;
        return [accountId, [card.institutionName, account].filter(Boolean).join(" · ")];
      }),
  );
  const names = new Set(cards.flatMap((card) => (card.institutionName === null ? [] : [card.institutionName])));
  return { accounts, institutions: [...names].map((name) => [name, name]) };
}
