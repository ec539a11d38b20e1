"use client";

import { type FormEvent, useId } from "react";
import { Input } from "@/components/ui/input";
import { API_KEY_SCOPES, type ApiKeyScope } from "@/domain/api-keys";
import { NAME_MAX_CHARACTERS } from "@/domain/shown-text";
import { LIFETIMES, SCOPE_TEXTS } from "./api-key-texts";

/** What somebody wants of a new key. */
export type ApiKeyWish = { name: string; scopes: ApiKeyScope[]; expiresInDays: number | null };

const LABEL = "text-[0.8125rem] font-medium";

export function ApiKeyForm({
  id,
  wish,
  onChange,
  onSubmit,
}: {
  id: string;
  wish: ApiKeyWish;
  onChange: (wish: ApiKeyWish) => void;
  onSubmit: () => void;
}) {
  const [nameId, expiryId] = [useId(), useId()];

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }

  function toggle(scope: ApiKeyScope, isWanted: boolean) {
    const scopes = API_KEY_SCOPES.filter((other) => (other === scope ? isWanted : wish.scopes.includes(other)));
    onChange({ ...wish, scopes });
  }

  return (
    <form id={id} onSubmit={submit} className="mt-4 grid gap-4">
      <div className="grid gap-1.5">
        <label htmlFor={nameId} className={LABEL}>
          Name
        </label>
        <Input
          id={nameId}
          value={wish.name}
          required
          autoComplete="off"
          maxLength={NAME_MAX_CHARACTERS}
          placeholder="What will use it"
          onChange={(event) => onChange({ ...wish, name: event.currentTarget.value })}
        />
      </div>
      <fieldset className="grid gap-2">
        <legend className={`${LABEL} mb-2`}>It may</legend>
        {API_KEY_SCOPES.map((scope) => (
          <label key={scope} className="flex items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={wish.scopes.includes(scope)}
              onChange={(event) => toggle(scope, event.currentTarget.checked)}
            />
            {SCOPE_TEXTS[scope]}
          </label>
        ))}
      </fieldset>
      <div className="grid gap-1.5">
        <label htmlFor={expiryId} className={LABEL}>
          Expires after
        </label>
        <select
          id={expiryId}
          value={String(wish.expiresInDays)}
          className="h-10 rounded-lg border border-line-strong bg-surface px-3 text-base shadow-card sm:text-sm"
          onChange={(event) => {
            const chosen = LIFETIMES.find(({ days }) => String(days) === event.currentTarget.value);
            if (chosen) onChange({ ...wish, expiresInDays: chosen.days });
          }}
        >
          {LIFETIMES.map(({ days, label }) => (
            <option key={label} value={String(days)}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </form>
  );
}
