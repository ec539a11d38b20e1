"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { RelativeInstant, TimeUntil } from "@/components/date";
import { FailureNotice } from "@/components/states/failure-notice";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import type { ApiKeyRow } from "@/contracts/api-keys";
import { SCOPE_TEXTS } from "./api-key-texts";
import { CreateApiKey } from "./create-api-key";
import { RevokeApiKey } from "./revoke-api-key";
import { SettingsSection } from "./settings-section";

/** The user's own keys of the REST API. */
export function ApiKeysSection() {
  const { data: keys, error, refetch } = trpc.apiKeys.list.useQuery();
  return (
    <SettingsSection
      title="API keys"
      description="A key lets a program use the REST API as you, for your brokerages alone. Give each program its own, so that you can revoke one without the others."
      aside={<CreateApiKey />}
    >
      {!keys &&
        (error ? (
          <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-16" />
        ))}
      {keys?.length === 0 && <p className="text-sm text-muted">You have no keys.</p>}
      {keys && keys.length > 0 && (
        <ul aria-label="API keys" className="divide-y divide-line">
          {keys.map((key) => (
            <Key key={key.keyId} apiKey={key} />
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}

function Key({ apiKey: key }: { apiKey: ApiKeyRow }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="min-w-0 break-words">{key.name}</span>
          {key.isExpired && <Badge tone="warn">Expired</Badge>}
        </p>
        <p className="mt-0.5 font-mono text-xs break-all text-muted">
          {key.prefix}…{key.lastCharacters}
        </p>
        <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-[0.8125rem] tabular-nums">
          <dt className="text-muted">May</dt>
          <dd>{key.scopes.map((scope) => SCOPE_TEXTS[scope]).join(", ")}</dd>
          <dt className="text-muted">Expires</dt>
          <dd>{key.expiresAt === null ? "Never" : <Expiry iso={key.expiresAt} isPast={key.isExpired} />}</dd>
          <dt className="text-muted">Last used</dt>
          <dd>{key.lastUsedAt === null ? "Never" : <RelativeInstant iso={key.lastUsedAt} />}</dd>
        </dl>
      </div>
      <RevokeApiKey apiKey={key} />
    </li>
  );
}

function Expiry({ iso, isPast }: { iso: string; isPast: boolean }) {
  return isPast ? <RelativeInstant iso={iso} /> : <TimeUntil iso={iso} />;
}
