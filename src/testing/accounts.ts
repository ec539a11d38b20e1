import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { TestApp } from "./app";
import { ownRequest } from "./own-request";

type RouteHandler = (request: Request) => Promise<Response>;
type Kind = "setup" | "invitation" | "reset";

/** A browser that talks to the door of the dashboard from one network address, and keeps its cookies. */
export class Visitor {
  private readonly jar = new Map<string, string>();

  constructor(
    private readonly handler: RouteHandler,
    readonly address = "192.0.2.1",
    private readonly site = "http://localhost:3000",
  ) {}

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  setCookie(name: string, value: string): void {
    this.jar.set(name, value);
  }

  headers(more: Record<string, string> = {}): Headers {
    return new Headers({
      "content-type": "application/json",
      cookie: this.cookie,
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      "x-client-address": this.address,
      ...more,
    });
  }

  async post(action: string, body: unknown = {}, more: Record<string, string> = {}) {
    const url = `${this.site}/api/auth/${action}`;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await this.handler(ownRequest(url, { method: "POST", headers: this.headers(more), body: text }));
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value === "") this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body: answer, headers: response.headers, setCookies };
  }
}

/** A one-time link as `npm run setup` or an invitation leaves it; returns its token. */
export async function createTestLink(
  app: TestApp,
  kind: Kind,
  { email = null, userId = null, expiresAt = new Date(Date.now() + 3_600_000) }: LinkFields = {},
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await app.query(
    "INSERT INTO dashboard_link (id, kind, token_hash, email, user_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
    [randomUUID(), kind, hash, email, userId, expiresAt],
  );
  return token;
}
type LinkFields = { email?: string | null; userId?: string | null; expiresAt?: Date };

/** The account of a user who has one already, or not, and a session of it in which its owner has just proved to be there. */
export async function signInTestUser(app: Pick<TestApp, "query">, userId: string) {
  const sessionId = `session-of-${userId}`;
  const statements: [string, string[]][] = [
    ["INSERT INTO app_user (id) VALUES ($1) ON CONFLICT DO NOTHING", [userId]],
    [
      "INSERT INTO dashboard_user (id, name, email) VALUES ($1, $1, $1 || '@example.org') ON CONFLICT DO NOTHING",
      [userId],
    ],
    [
      `INSERT INTO dashboard_session (id, token, user_id, expires_at) VALUES ($1, $1, $2, now() + interval '1 day')
       ON CONFLICT DO NOTHING`,
      [sessionId, userId],
    ],
  ];
  for (const [statement, values] of statements) await app.query(statement, values);
  return { signIn: { sessionId, confirmedAt: new Date() } };
}
