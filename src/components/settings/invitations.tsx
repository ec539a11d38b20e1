"use client";

import { useMutation } from "@tanstack/react-query";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { trpc } from "@/client/trpc";
import { Instant } from "@/components/date";
import { CopyButton } from "@/components/items/copy-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NoticeBox } from "@/components/ui/notice-box";
import { EMAIL_PATTERN, INVITATION_DAYS } from "@/domain/accounts";
import { useConfirmed } from "./confirmation";
import { SettingsSection } from "./settings-section";

export function Invitations() {
  const confirmed = useConfirmed();
  const utils = trpc.useUtils();
  const invitations = trpc.account.invitations.useQuery(undefined, { meta: { showsOwnError: true } });
  const createInvitation = trpc.account.createInvitation.useMutation({ meta: { showsOwnError: true } });
  const revoke = trpc.account.revokeInvitation.useMutation({
    onSettled: () => utils.account.invitations.invalidate(),
  });
  const invite = useMutation({
    mutationFn: (email: string) => confirmed(() => createInvitation.mutateAsync({ email })),
    meta: { showsOwnError: true },
    onSuccess: () => utils.account.invitations.invalidate(),
  });
  return (
    <SettingsSection
      title="Invitations"
      description={`Invite somebody to an account of their own: neither of you sees what the other has. The link works once, for ${INVITATION_DAYS} days.`}
    >
      {invite.isError && <FailureNotice failure={readFailure(invite.error)} className="mb-4" />}
      {invite.data && <NewLink email={invite.data.email} token={invite.data.token} />}
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          const email = readForm(event)("email");
          event.currentTarget.reset();
          invite.mutate(email);
        }}
      >
        <div className="min-w-48 flex-1">
          <Field
            label="Their e-mail address"
            name="email"
            type="email"
            pattern={EMAIL_PATTERN}
            title="An address such as ann@example.org"
            autoComplete="off"
            required
          />
        </div>
        <Button type="submit" isBusy={invite.isPending}>
          Make an invitation
        </Button>
      </form>
      {invitations.error && (
        <FailureNotice
          failure={readFailure(invitations.error)}
          onRetry={() => void invitations.refetch()}
          className="mt-4"
        />
      )}
      {invitations.data && invitations.data.length > 0 && (
        <ul aria-label="Open invitations" className="mt-4 divide-y divide-line border-t border-line">
          {invitations.data.map(({ invitationId, email, expiresAt }) => (
            <li key={invitationId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
              <div className="min-w-0">
                <p className="text-sm font-medium break-all">{email}</p>
                <p className="text-xs text-muted">
                  Expires <Instant iso={expiresAt} />
                </p>
              </div>
              <Button
                variant="danger-ghost"
                size="sm"
                aria-label={`Take back the invitation of ${email}`}
                onClick={() => revoke.mutate({ invitationId })}
              >
                Take back
              </Button>
            </li>
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}

/** The only time that the link is told. */
function NewLink({ email, token }: { email: string; token: string }) {
  const link = `${window.location.origin}/invitation#${token}`;
  return (
    <NoticeBox tone="info" role="status" className="mb-4" action={<CopyButton text={link} label="Copy the link" />}>
      <p className="font-medium">Send this link to {email}. It is shown only now.</p>
      <p className="mt-1 text-xs break-all">
        <code>{link}</code>
      </p>
    </NoticeBox>
  );
}
