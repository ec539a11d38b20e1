"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useConnections } from "@/client/use-connections";
import { WayOut } from "@/components/refresh/way-out";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import type { AttentionEntry } from "@/contracts/portfolio";

type Kind = AttentionEntry["kind"];

const ACTIONS = {
  reauth_required: "refresh",
  consent_required: "refresh",
  suspect: "refresh",
  unavailable: "refresh",
  failed: "refresh",
  unsupported: "connections",
  disconnected: "connections",
  duplicate: "connections",
  stale_prices: "prices",
  unknown_types: "types",
  missing_basis: "holdings",
} as const satisfies Record<Kind, string>;

const LINKS = {
  holdings: { href: "/holdings?basis=unknown", text: "See holdings" },
  prices: { href: "/holdings?price=stale", text: "See prices" },
  types: { href: "/holdings?type=unknown", text: "See holdings" },
} as const;

const SEVERITIES = {
  act: { Mark: CircleAlert, color: "text-loss", word: "Act" },
  check: { Mark: TriangleAlert, color: "text-warn", word: "Check" },
  note: { Mark: Info, color: "text-muted", word: "Note" },
} as const satisfies Record<AttentionEntry["severity"], object>;

/** What the user should look at, each with the one thing that helps. */
export function AttentionList({ entries }: { entries: readonly AttentionEntry[] }) {
  return (
    <Card aria-labelledby="needs-attention">
      <CardHeader title="Needs attention" titleId="needs-attention" />
      {entries.length === 0 ? (
        <p className="flex items-center gap-2 px-5 pb-5 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4 text-gain" />
          Nothing at the moment.
        </p>
      ) : (
        <ul className="divide-y divide-line px-5 pb-2">
          {entries.map((entry) => (
            <Entry key={`${entry.itemId} ${entry.kind}`} entry={entry} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Entry({ entry }: { entry: AttentionEntry }) {
  const { Mark, color, word } = SEVERITIES[entry.severity];
  return (
    <li className="py-3">
      <div className="flex gap-3">
        <Mark aria-hidden className={cn("mt-0.5 size-4 shrink-0", color)} />
        <div className="min-w-0 text-sm">
          <p className="font-medium">
            <span className="sr-only">{word}: </span>
            {entry.institutionName ?? "Brokerage"}
          </p>
          <p className="text-muted">{entry.text}</p>
          <div className="mt-2">
            <EntryAction entry={entry} />
          </div>
        </div>
      </div>
    </li>
  );
}

function EntryAction({ entry }: { entry: AttentionEntry }) {
  const { data: cards } = useConnections();
  const action = ACTIONS[entry.kind];
  if (action === "refresh") {
    const card = cards?.find(({ itemId }) => itemId === entry.itemId);
    return card && <WayOut card={card} />;
  }
  const { href, text } =
    action === "connections" ? { href: `/connections#${entry.itemId}`, text: "See connection" } : LINKS[action];
  return (
    <Link href={href} className={buttonVariants({ size: "sm" })}>
      {text}
    </Link>
  );
}
