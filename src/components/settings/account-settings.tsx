"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { FailureNotice } from "@/components/states/failure-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Invitations } from "./invitations";
import { Passkeys } from "./passkeys";
import { Password } from "./password";
import { Profile } from "./profile";
import { Sessions } from "./sessions";

/** All about the account that is signed in. */
export function AccountSettings() {
  const account = trpc.account.get.useQuery(undefined, { meta: { showsOwnError: true } });
  if (account.data)
    return (
      <>
        <Profile account={account.data} />
        <Password hasPassword={account.data.hasPassword} />
        {account.data.canHavePasskeys && <Passkeys />}
        <Sessions />
        <Invitations />
      </>
    );
  if (account.error)
    return <FailureNotice failure={readFailure(account.error)} onRetry={() => void account.refetch()} />;
  return <Skeleton className="h-64 w-full" />;
}
