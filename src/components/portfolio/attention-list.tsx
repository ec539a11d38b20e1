"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useConnections } from "@/client/use-connections";
import { WayOut } from "@/components/refresh/way-out";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
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
  missing_basis: "holdings",
} as const satisfies Record<Kind, string>;

const isGrave = (kind: Kind) =>
  kind === "reauth_required" || kind === "consent_required" || kind === "disconnected" || kind === "failed";

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
  const Mark = isGrave(entry.kind) ? CircleAlert : TriangleAlert;
  return (
    <li className="py-3">
      <div className="flex gap-3">
        <Mark
          aria-hidden
          className={isGrave(entry.kind) ? "mt-0.5 size-4 shrink-0 text-loss" : "mt-0.5 size-4 shrink-0 text-warn"}
        />
        <div className="min-w-0 text-sm">
          <p className="font-medium">{entry.institutionName ?? "Brokerage"}</p>
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
  const [href, text] =
    action === "holdings"
      ? ["/holdings?sort=costBasis", "See holdings"]
      : [`/connections#${entry.itemId}`, "See connection"];
  return (
    <Link href={href} className={buttonVariants({ size: "sm" })}>
      {text}
    </Link>
  );
}
