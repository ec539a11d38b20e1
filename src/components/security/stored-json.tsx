"use client";

import { CodeXml } from "lucide-react";
import { useAmountVisibility } from "@/client/amount-visibility";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useUrlParam } from "@/client/url-state";
import { CopyButton } from "@/components/items/copy-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** What is stored of Plaid's answers, for whoever wants to see it with their own eyes. */
export function StoredJson({ securityId }: { securityId: string }) {
  const [isShown, setShown] = useUrlParam("developer");
  return (
    <div className="grid grid-cols-1 gap-3">
      <Button
        variant="ghost"
        size="sm"
        aria-expanded={isShown !== ""}
        className="justify-self-start"
        onClick={() => setShown(isShown === "" ? "1" : "")}
      >
        <CodeXml aria-hidden />
        Developer: what is stored
      </Button>
      {isShown !== "" && <Stored securityId={securityId} />}
    </div>
  );
}

function Stored({ securityId }: { securityId: string }) {
  const { data, error, refetch } = trpc.portfolio.storedSecurity.useQuery({ securityId });
  const { isHidden } = useAmountVisibility();
  if (!data && error) return <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />;
  return (
    <Card aria-labelledby="stored-json">
      <CardHeader
        title="Plaid's answer, as stored"
        titleId="stored-json"
        aside={data && !isHidden && <CopyButton text={data.json} label="Copy the JSON" />}
      />
      <p className="px-5 pb-3 text-xs text-muted">
        Plaid's names; numbers as text with every digit. No token and no secret is among it.
      </p>
      {isHidden ? (
        <p className="px-5 pb-5 text-sm text-muted">Amounts are hidden: show them to see it.</p>
      ) : data ? (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (axe: scrollable-region-focusable)
          tabIndex={0}
          className="max-h-96 overflow-auto border-t border-line bg-sunken/50 px-5 py-4 text-xs"
        >
          <code>{data.json}</code>
        </pre>
      ) : (
        <Skeleton className="mx-5 mb-5 h-40" />
      )}
    </Card>
  );
}
