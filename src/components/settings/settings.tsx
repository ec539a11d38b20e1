import { Fragment } from "react";
import { PageHeading } from "@/components/states/page-heading";
import { AccountSettings } from "./account-settings";
import { ApiKeysSection } from "./api-keys-section";
import { AppearanceSection } from "./appearance-section";
import { AuditSection } from "./audit-section";
import { ConfirmationProvider } from "./confirmation";
import { DeleteAccountSection } from "./delete-account-section";
import { DemoAccount } from "./demo-account";
import { ReceiptsSection } from "./receipts-section";

/** One section after another; each keeps its own state and asks for its own data. */
export function Settings({ isDemo }: { isDemo: boolean }) {
  const Frame = isDemo ? Fragment : ConfirmationProvider;
  return (
    <Frame>
      <PageHeading title="Settings">
        {isDemo ? "How this demo looks, and what programs may do in it." : "Your account, and who and what may use it."}
      </PageHeading>
      <div className="grid max-w-3xl grid-cols-1 gap-5">
        {isDemo ? <DemoAccount /> : <AccountSettings />}
        <AppearanceSection />
        <ApiKeysSection />
        <ReceiptsSection />
        <AuditSection />
        {!isDemo && <DeleteAccountSection />}
      </div>
    </Frame>
  );
}
