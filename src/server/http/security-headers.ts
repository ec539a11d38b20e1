const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  // Link opens a bank's sign-in in a pop-up that has to reach back.
  "cross-origin-opener-policy": "same-origin-allow-popups",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
} as const;

const ONE_YEAR_SECONDS = 31_536_000;

/** Headers of every response, whatever its class; HTTPS is insisted on in live mode alone, for the demo has none. */
export function securityHeaders(mode: "demo" | "live"): Record<string, string> {
  if (mode === "demo") return { ...ALWAYS };
  return { ...ALWAYS, "strict-transport-security": `max-age=${ONE_YEAR_SECONDS}` };
}
