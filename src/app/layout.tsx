import "./globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { AMOUNTS_COOKIE, HIDDEN_AMOUNTS } from "@/client/amounts-cookie";
import { AppProviders } from "@/components/app-providers";
import { getEnv } from "@/server/platform/env";

// Asked for with the page itself, and not used at all in one that it is late for: figures never change their place for a font.
const inter = localFont({
  src: "../../node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2",
  weight: "100 900",
  display: "optional",
  adjustFontFallback: false,
  variable: "--font-inter",
});

// Every page carries the request's nonce, so none can be made ahead of its request.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Plaid Investments", template: "%s · Plaid Investments" },
  description: "What you own at your brokerages, and how it does.",
  robots: { index: false, follow: false },
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/icon.svg", type: "image/svg+xml" },
    ],
    apple: "/apple-touch-icon.png",
  },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fafc" },
    { media: "(prefers-color-scheme: dark)", color: "#0c1017" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [requestHeaders, jar] = await Promise.all([headers(), cookies()]);
  const nonce = requestHeaders.get("x-nonce") ?? undefined;
  const env = getEnv();
  const renderedWith = {
    nonce,
    nowMs: Date.now(),
    timeZone: env.timeZone,
    areAmountsHidden: jar.get(AMOUNTS_COOKIE)?.value === HIDDEN_AMOUNTS,
  };
  return (
    <html lang="en" className={inter.variable} suppressHydrationWarning>
      <head>
        {env.mode === "demo" && env.sandboxUrl && <LocalLinkScript sandboxUrl={env.sandboxUrl} nonce={nonce} />}
      </head>
      <body>
        <AppProviders renderedWith={renderedWith}>{children}</AppProviders>
      </body>
    </html>
  );
}

/**
 * The local Plaid's Link. It must run before hydration: react-plaid-link looks once whether Link is there and otherwise
 * adds Plaid's own script. A script that is neither async nor deferred stays where it stands in the head.
 */
function LocalLinkScript({ sandboxUrl, nonce }: { sandboxUrl: string; nonce: string | undefined }) {
  return <script src={`${sandboxUrl}/link/link-initialize.js`} nonce={nonce} suppressHydrationWarning />;
}
