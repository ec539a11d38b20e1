import type { Metadata } from "next";
import { canSiteHavePasskeys, hasAnyAccount, requireVisitor } from "@/app/visitor";
import { AccountPage } from "@/components/account/account-page";
import { SignInForm } from "@/components/account/sign-in-form";
import { NoAccountYet } from "@/components/states/no-account-yet";
import { toReturnPath } from "@/domain/accounts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const { to: asked } = await searchParams;
  const to = toReturnPath(typeof asked === "string" ? asked : null);
  const { requestId } = await requireVisitor(to);
  if (!(await hasAnyAccount(requestId))) return <NoAccountYet />;
  return (
    <AccountPage title="Sign in">
      <SignInForm to={to} canHavePasskeys={canSiteHavePasskeys()} />
    </AccountPage>
  );
}
