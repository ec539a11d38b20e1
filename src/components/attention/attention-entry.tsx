"use client";

import Link from "next/link";
import { SCOPE_PARAM } from "@/client/use-scope";
import { Instant } from "@/components/date";
import { STALE_PRICE, UNKNOWN_BASIS } from "@/components/holdings/holdings-params";
import { InstitutionMark } from "@/components/items/institution-mark";
import { stateLabel } from "@/components/items/item-state-badge";
import { AddAccountsButton, ReconnectButton } from "@/components/link/link-button";
import { WayOut } from "@/components/refresh/way-out";
import { buttonVariants } from "@/components/ui/button";
import type { AttentionFinding } from "@/contracts/attention";
import type { ConnectionCard } from "@/contracts/items";
import type { AttentionKind } from "@/domain/attention";
import { UNKNOWN_TYPE } from "@/domain/holding-list";
import type { ItemId } from "@/domain/ids";
import { scopeText } from "@/domain/scope";
import { KIND_TEXTS } from "./attention-texts";

/** What filters the holdings by what was found. */
const HOLDINGS_OF: Partial<Record<AttentionKind, Record<string, string>>> = {
  missing_basis: { basis: UNKNOWN_BASIS },
  stale_prices: { price: STALE_PRICE },
  undescribed_securities: { type: UNKNOWN_TYPE },
};

type Props = { finding: AttentionFinding; card: ConnectionCard | undefined; name: string };

/** One finding: whose it is, what it means, and the one thing that helps. */
export function AttentionEntry({ finding, card, name }: Props) {
  return (
    <li className="@container py-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-72 gap-3.5">
          {card && <InstitutionMark card={card} size="sm" />}
          <div className="min-w-0 text-sm">
            <h3 className="font-medium">
              {finding.kind === "state" && card ? stateLabel(card.state) : KIND_TEXTS[finding.kind]}{" "}
              <span className="font-normal text-muted">· {name}</span>
            </h3>
            <p className="mt-0.5 max-w-prose text-muted">
              {finding.text}
              {finding.since && (
                <>
                  {" "}
                  <span className="whitespace-nowrap">
                    Since <Instant iso={finding.since} />.
                  </span>
                </>
              )}
            </p>
          </div>
        </div>
        <div className="@max-lg:pl-11.5">{card && <Fix finding={finding} card={card} name={name} />}</div>
      </div>
    </li>
  );
}

function Fix({ finding: { fix, itemId, kind }, card, name }: Props & { card: ConnectionCard }) {
  const scope = { [SCOPE_PARAM]: scopeText({ kind: "item", itemId: itemId as ItemId }) };
  switch (fix) {
    case "reconnect":
      return <ReconnectButton itemId={itemId} name={name} />;
    case "add_accounts":
      return <AddAccountsButton itemId={itemId} name={name} />;
    case "refresh":
      return <WayOut card={card} name={name} verb={kind === "stale" ? "Refresh" : "Retry"} />;
    case "connection":
      return <Way href={`/connections#${itemId}`} text="See connection" name={name} />;
    case "holdings":
      return (
        <Way
          href={`/holdings?${new URLSearchParams({ ...HOLDINGS_OF[kind], ...scope })}`}
          text="See holdings"
          name={name}
        />
      );
    case "activity":
      return (
        <Way
          href={`/activity?${new URLSearchParams({ kind: "unknown", ...scope })}`}
          text="See transactions"
          name={name}
        />
      );
    case "none":
      return null;
  }
}

function Way({ href, text, name }: { href: string; text: string; name: string }) {
  return (
    <Link href={href} aria-label={`${text} of ${name}`} className={buttonVariants({ size: "sm" })}>
      {text}
    </Link>
  );
}
