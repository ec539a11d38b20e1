// A page of somebody else's, in a real browser, tries to act for whoever looks at it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { executeSql } from "./fixtures/database";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";
import { LocalPlaid } from "./pages/local-plaid";

const site = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<!doctype html><title>Another site</title><p>Hello");
});
test.beforeAll(() => new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve)));
test.afterAll(() => void site.close());

const REST = "/api/plaid/investments";
/** What each of them would change, were it let through. */
const TARGETS = [
  `${REST}/refresh_all`,
  `${REST}/generate_link_token`,
  `${REST}/exchange_public_token`,
  "/api/trpc/refreshes.start",
  "/api/trpc/refreshes.refreshAll",
  "/api/trpc/link.generateLinkToken",
  "/api/trpc/items.disconnect",
];
const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/** All that a request of these could have changed. */
async function stateOf(stack: Stack): Promise<unknown> {
  const plaid = new LocalPlaid(stack);
  const paths = ["/link/token/create", "/item/public_token/exchange", "/item/remove"];
  return {
    calls: await Promise.all(paths.map((path) => plaid.callCount(path))),
    rows: await executeSql(
      stack,
      `SELECT (SELECT string_agg(u::text, ' ' ORDER BY id) FROM app_user u) AS users,
              (SELECT string_agg(item_id || coalesce(unlinked_at::text, ''), ' ' ORDER BY item_id) FROM item) AS items,
              (SELECT count(*) FROM refresh_run WHERE trigger IN ('user', 'api')) AS runs`,
    ),
  };
}

/** Whether a line of the log tells of an answer to a page: the start script asks too, and the local Plaid tells of what was refreshed. */
const isAnswer = (line: string) =>
  line.includes('"msg":"request"') && !/"route":"\/api\/(?:ready|health|plaid\/webhook)"/.test(line);

test("S-10: forms, fetch, beacons and images of another site are refused, and change nothing", async ({
  page,
  stack,
  problems,
}) => {
  problems.allow(/^console: /);
  const { port } = site.address() as AddressInfo;
  const itemId = await new LocalPlaid(stack).itemAt("ins_109508");
  const appPort = new URL(stack.url).port;
  const before = await stateOf(stack);
  const asked = new Set<string>();
  page.context().on("request", (request) => {
    const url = new URL(request.url());
    if (url.port === appPort) asked.add(`${request.method()} ${url.pathname}`);
  });
  const printedBefore = stack.output().length;

  // Another port is another origin of the same site, another name for this machine another site.
  for (const host of ["127.0.0.1", "localhost"]) {
    await page.goto(`http://${host}:${port}/`);
    const input = { itemId, user_id: "demo", public_token: "public-sandbox-x" };
    await page.evaluate(
      async ({ app, targets, types, body }) => {
        const attempts: Promise<unknown>[] = [];
        for (const target of targets) {
          const url = `${app}${target}`;
          for (const type of types)
            attempts.push(
              fetch(url, {
                method: "POST",
                mode: "no-cors",
                credentials: "include",
                headers: { "content-type": type },
                body,
              }),
            );
          attempts.push(
            fetch(url, {
              method: "POST",
              credentials: "include",
              headers: { "content-type": "application/json" },
              body,
            }),
          );
          attempts.push(fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body: new FormData() }));
          attempts.push(fetch(`${url}?input=${encodeURIComponent(body)}`, { mode: "no-cors", credentials: "include" }));
          attempts.push(fetch(url, { method: "DELETE", credentials: "include" }));
          navigator.sendBeacon(url, body);
          navigator.sendBeacon(url, new URLSearchParams({ body }));
          attempts.push(
            new Promise((done) => {
              const image = new Image();
              image.onload = image.onerror = done;
              image.src = `${url}?input=${encodeURIComponent(body)}`;
            }),
          );
        }
        await Promise.allSettled(attempts);
      },
      { app: stack.url, targets: TARGETS, types: FORM_TYPES, body: JSON.stringify(input) },
    );
    for (const target of TARGETS)
      for (const enctype of FORM_TYPES) {
        await page.goto(`http://${host}:${port}/`);
        const answered = page.waitForResponse((response) => response.url() === `${stack.url}${target}`);
        await page.evaluate(
          ({ action, type, fields }) => {
            const form = document.createElement("form");
            Object.assign(form, { action, method: "post", enctype: type });
            for (const [name, value] of Object.entries(fields)) {
              const field = document.createElement("input");
              Object.assign(field, { name, value });
              form.append(field);
            }
            document.body.append(form);
            form.submit();
          },
          { action: `${stack.url}${target}`, type: enctype, fields: input },
        );
        expect((await answered).status(), `${enctype} form to ${target}`).toBe(403);
        await page.waitForURL(`${stack.url}${target}`);
      }
  }
  expect(asked.size).toBeGreaterThanOrEqual(2 * TARGETS.length);
  // Of most answers the browser keeps even the status to itself.
  const answers = () => stack.output().slice(printedBefore).split("\n").filter(isAnswer);
  await expect.poll(() => answers().length).toBeGreaterThan(100);
  expect(answers().filter((line) => !line.includes('"status":403'))).toEqual([]);
  expect(await stateOf(stack)).toEqual(before);
});

test("S-10, S-26: no page of another site frames this app, reads its pages or shows its pictures", async ({
  page,
  stack,
  problems,
}) => {
  problems.allow(/^console: |^content security policy: /);
  const { port } = site.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  const read = await page.evaluate(
    (app) =>
      fetch(`${app}/holdings`, { credentials: "include" }).then(
        (answer) => answer.text(),
        () => "refused",
      ),
    stack.url,
  );
  expect(read).toBe("refused");
  const shown = await page.evaluate((src) => {
    const image = new Image();
    image.src = src;
    return image.decode().then(
      () => "shown",
      () => "refused",
    );
  }, `${stack.url}/icon.svg`);
  expect(shown).toBe("refused");
  await page.evaluate((app) => {
    const frame = document.createElement("iframe");
    frame.src = `${app}/holdings`;
    document.body.append(frame);
  }, stack.url);
  await page.waitForResponse((response) => response.url() === `${stack.url}/holdings`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { name: "Holdings" })).toHaveCount(0);
});
