"use client";

import { useId } from "react";
import type { DuplicateChoice } from "@/client/use-link-flow";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import type { DuplicateOffer } from "@/contracts/duplicates";

/** A login that looks like one which is linked already: nothing is exchanged before the user has said what to do with it. */
export function DuplicateDialog({
  offer,
  onChoice,
}: {
  offer: DuplicateOffer;
  onChoice: (choice: DuplicateChoice) => void;
}) {
  const { title, description } = wordsFor(offer);
  const isPartly = offer.likeness === "some" && offer.newAccounts.length > 0;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onChoice("cancel")}
      title={title}
      description={description}
      actions={<DialogClose render={<Button>Cancel</Button>} />}
    >
      <div className="mt-5 grid gap-4">
        <Choice
          label="Reconnect"
          isFirst={!isPartly}
          about="Sign in again to the connection that you have."
          onChoose={() => onChoice("reconnect")}
        />
        <Choice
          label="Add accounts"
          isFirst={isPartly}
          about="Choose anew which accounts that connection shares."
          onChoose={() => onChoice("add_accounts")}
        />
        <Choice
          label="Link another login"
          isFirst={false}
          about="It is another login, or you want both: the same accounts would count twice."
          onChoose={() => onChoice("another_login")}
        />
      </div>
    </ConfirmDialog>
  );
}

function Choice({
  label,
  about,
  isFirst,
  onChoose,
}: {
  label: string;
  about: string;
  isFirst: boolean;
  onChoose: () => void;
}) {
  const id = useId();
  return (
    <div>
      <Button className="w-full" variant={isFirst ? "primary" : "secondary"} aria-describedby={id} onClick={onChoose}>
        {label}
      </Button>
      <p id={id} className="mt-1.5 text-xs text-muted">
        {about}
      </p>
    </div>
  );
}

function wordsFor({ likeness, institutionName, linkedAccounts, newAccounts }: DuplicateOffer) {
  const name = institutionName ?? "This brokerage";
  const linked = `Linked already: ${linkedAccounts.join(", ")}.`;
  switch (likeness) {
    case "same":
      return {
        title: `${name} is linked already`,
        description: `${linked} Nothing has been stored of this sign-in.`,
      };
    case "some":
      return {
        title: `${name} is linked in part`,
        description: `${linked}${newAccounts.length > 0 ? ` Not linked yet: ${newAccounts.join(", ")}.` : ""} Nothing has been stored of this sign-in.`,
      };
    case "unclear":
      return {
        title: `${name} may be linked already`,
        description:
          "You have a connection to it, and it does not give numbers for all of its accounts, so nobody can tell whether these are the same. Nothing has been stored of this sign-in.",
      };
  }
}
