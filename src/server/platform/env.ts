import "server-only";
import { readSecrets, resolveEnvironment, type Settings } from "#env";

export type { Settings };
export { readSecrets };

let resolved: Settings | undefined;

/**
 * The install's settings, resolved at first use: a build imports every module without any environment.
 * Errors: ConfigurationError, naming every variable at fault and none of their values.
 */
export function getEnv(): Settings {
  resolved ??= resolveEnvironment(process.env);
  return resolved;
}

/** Whether this is `next dev`, whose pages need what a built app forbids. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}

function passwordOf(url: string | null): string[] {
  if (!url || !URL.canParse(url)) return [];
  const { password } = new URL(url);
  return password === "" ? [] : [password, decodeURIComponent(password)];
}

/** Every secret among the settings, in each form in which it could turn up in a text. */
export function secretValues(settings: Settings): string[] {
  return [
    ...(settings.plaid ? [settings.plaid.secret] : []),
    ...settings.appSecrets.flatMap((secret) => {
      const bytes = Buffer.from(secret);
      return [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
    }),
    ...passwordOf(settings.databaseUrl),
    ...passwordOf(settings.databaseDirectUrl),
  ];
}
