"use client";

import { useMemo } from "react";
import type { LinkTarget } from "./link-state";
import { trpc } from "./trpc";

const QUIET = { meta: { showsOwnError: true } };

/** What a passage through Link asks of the server; each call tells its own failure. */
export function useLinkCalls() {
  const { mutateAsync: newToken } = trpc.link.generateLinkToken.useMutation(QUIET);
  const { mutateAsync: newUpdateToken } = trpc.link.generateUpdateLinkToken.useMutation(QUIET);
  const { mutateAsync: resume } = trpc.link.resume.useMutation(QUIET);
  const { mutateAsync: findDuplicate } = trpc.link.findDuplicate.useMutation(QUIET);
  const { mutateAsync: exchange } = trpc.link.exchangePublicToken.useMutation(QUIET);
  const { mutateAsync: completeUpdate } = trpc.link.completeUpdate.useMutation(QUIET);
  return useMemo(
    () => ({
      tokenFor: async ({ purpose, itemId }: LinkTarget) =>
        (purpose === "link" ? await newToken({}) : await newUpdateToken({ itemId, purpose })).linkToken,
      resume,
      findDuplicate,
      exchange,
      completeUpdate,
    }),
    [newToken, newUpdateToken, resume, findDuplicate, exchange, completeUpdate],
  );
}
