import { AccountPage } from "@/components/account/account-page";

/** In place of the dashboard of a live install that nobody has an account of. */
export function NoAccountYet() {
  return (
    <AccountPage title="Nobody has an account yet">
      <p className="text-muted">
        This is a live install: it holds data of real brokerages, and shows it only to someone who has signed in.
        Whoever runs it makes the first account with the link that this command prints:
      </p>
      <pre className="mt-4 overflow-x-auto rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
        <code>npm run setup</code>
      </pre>
      <p className="mt-4 text-muted">
        The REST API is not affected: programs reach it as <code className="text-ink">REST_ACCESS</code> says.
      </p>
    </AccountPage>
  );
}
