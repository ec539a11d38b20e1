"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { callDoor } from "@/client/door";
import { readFailure } from "@/client/failure";
import { useLinkToken } from "@/client/use-link-token";
import { FailureNotice } from "@/components/states/failure-notice";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { OpenedLink } from "@/contracts/account";
import { AccountPage } from "./account-page";
import { NewAccountForm } from "./new-account-form";
import { ResetForm } from "./reset-form";

const TITLES = {
  setup: "Make the first account",
  invitation: "Make your account",
  reset: "Choose a new password",
} as const;

/** Where a one-time link leads. */
export function LinkPage({ kind, canHavePasskeys }: { kind: OpenedLink["kind"]; canHavePasskeys: boolean }) {
  const token = useLinkToken();
  const link = useQuery({
    queryKey: ["account-link", token],
    queryFn: () => callDoor<OpenedLink>("link/open", { token: token || "none" }),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    meta: { showsOwnError: true },
  });
  return (
    <AccountPage title={TITLES[link.data?.kind ?? kind]}>
      {link.isPending && <Skeleton className="h-64 w-full" />}
      {link.isError && (
        <>
          <LinkFailure error={link.error} />
          <Link href="/sign-in" className={cn(buttonVariants(), "mt-4 w-full")}>
            Sign in
          </Link>
        </>
      )}
      {link.data?.kind === "reset" && <ResetForm token={token ?? ""} email={link.data.email ?? ""} />}
      {link.data && link.data.kind !== "reset" && (
        <NewAccountForm token={token ?? ""} email={link.data.email} canHavePasskeys={canHavePasskeys} />
      )}
    </AccountPage>
  );
}

/** A token that is none is a link that is not valid. */
function LinkFailure({ error }: { error: Error }) {
  const failure = readFailure(error);
  const isOfLink = failure.code === "INVALID_FIELD" || failure.code === "LINK_NOT_VALID";
  return <FailureNotice failure={isOfLink ? { ...failure, text: NOT_VALID, requestId: null } : failure} />;
}
const NOT_VALID = "This link is not valid: it was used already, was taken back, or has expired. Ask for a new one.";
