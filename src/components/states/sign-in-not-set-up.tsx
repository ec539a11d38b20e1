import { BrandMark } from "@/components/shell/brand";

/** In place of the dashboard of a live install that has no accounts yet: it must not show anyone's holdings to anyone. */
export function SignInNotSetUp() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center px-6 py-16">
      <BrandMark className="size-10" />
      <h1 className="mt-6 text-2xl font-semibold tracking-tight">Sign-in is not set up</h1>
      <p className="mt-3 text-muted">
        This is a live install: it holds data of real brokerages, and the dashboard shows it only to someone who has
        signed in. Accounts cannot be made in this version yet, so the dashboard stays closed.
      </p>
      <p className="mt-3 text-muted">
        The REST API is not affected: programs reach it as <code className="text-ink">REST_ACCESS</code> says. To see
        the dashboard with simulated brokerages, start the app without Plaid keys.
      </p>
    </main>
  );
}
