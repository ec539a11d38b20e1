import { SettingsSection } from "./settings-section";

/** In place of everything about an account where there is none. */
export function DemoAccount() {
  return (
    <SettingsSection
      title="Account"
      description="This is a demo: it opens signed in and has no account to manage. A live install, one with Plaid keys, has accounts with passwords and passkeys."
    />
  );
}
