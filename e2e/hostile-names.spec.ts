// What a brokerage, or somebody who names something of their own, can write where people read a name.
import { everyPage, pathOf } from "../scripts/every-page.mjs";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { ActivityPage } from "./pages/activity-page";
import { HoldingsPage } from "./pages/holdings-page";
import { LocalPlaid } from "./pages/local-plaid";
import { SettingsPage } from "./pages/settings-page";

const INSTITUTION = "ins_109510";
const MARKUP = `"><img src=x onerror="globalThis.injected=1"></script><script>globalThis.injected=1</script>`;
const LINK = "javascript:globalThis.injected=1";
const TURNED = "Fund \u202egnp.exe\u2066";
const SHOWN = "Fund gnp.exe";

const ACCOUNT = { account_id: "hostile-account", type: "investment", subtype: LINK };
const USD = { iso_currency_code: "USD" };
const SECURITIES = [
  { security_id: "hostile-markup", name: MARKUP, ticker_symbol: LINK, type: MARKUP, subtype: LINK, sector: MARKUP },
  { security_id: "hostile-turned", name: TURNED, ticker_symbol: "\u202eXFT", type: "equity", industry: MARKUP },
];
const PICTURE = {
  accounts: [
    { ...ACCOUNT, name: `${TURNED} ${MARKUP}`, official_name: LINK, mask: MARKUP, balances: { current: 9, ...USD } },
  ],
  securities: SECURITIES.map((security) => ({ ...security, close_price: 10, ...USD })),
  holdings: SECURITIES.map(({ security_id }) => ({
    account_id: ACCOUNT.account_id,
    security_id,
    quantity: 2,
    institution_price: 10,
    institution_value: 20,
    ...USD,
  })),
  investment_transactions: SECURITIES.map(({ security_id }) => ({
    investment_transaction_id: security_id,
    account_id: ACCOUNT.account_id,
    security_id,
    name: `${TURNED} ${MARKUP}`,
    date: new Date().toISOString().slice(0, 10),
    type: "buy",
    subtype: LINK,
    quantity: 2,
    amount: 20,
    price: 10,
    fees: 0,
    ...USD,
  })),
};

test("S-27, S-40: names are shown as they are written, run nothing, lead nowhere, and turn nothing round, on every page and in files", async ({
  page,
  stack,
  problems,
}) => {
  test.setTimeout(120_000);
  // A logo that is no picture.
  problems.allow(/ERR_INVALID_URL/);
  const plaid = new LocalPlaid(stack);
  const itemId = await plaid.link({ institutionId: INSTITUTION });
  await plaid.setPicture(itemId, JSON.stringify(PICTURE));
  await plaid.refresh(itemId);
  await executeSql(
    stack,
    `INSERT INTO institution (institution_id, name, url, primary_color, logo, fetched_at) VALUES ($1, $2, $3, $2, $2, now())
     ON CONFLICT (institution_id) DO UPDATE SET name = $2, url = $3, primary_color = $2, logo = $2, fetched_at = now()`,
    "demo",
    [INSTITUTION, MARKUP, LINK],
  );
  const settings = new SettingsPage(page);
  await settings.open();
  await settings.createKey(`${TURNED} ${MARKUP.slice(0, 60)}`);
  await settings.dialog.getByRole("button", { name: "Done" }).click();
  await expect(settings.keyNamed(SHOWN)).toHaveCount(1);

  const addresses = [...everyPage()].flatMap(([address, access]) => (access === "session" ? [address] : []));
  for (const address of [...addresses, "/holdings/hostile-markup", "/holdings/hostile-turned"]) {
    await page.goto(await pathOf(page, address));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const found = await page.evaluate(() => ({
      ran: Reflect.get(globalThis, "injected"),
      links: [...document.querySelectorAll("[href^='javascript:' i], [src^='javascript:' i], img[src='x']")].length,
      turned: /\p{Bidi_Control}/u.exec(document.documentElement.outerHTML)?.index,
    }));
    expect(found, address).toEqual({ links: 0 });
  }
  await page.goto("/holdings/hostile-markup");
  await expect(page.getByRole("main")).toContainText(MARKUP);
  const holdings = new HoldingsPage(page);
  for (const room of [holdings, new ActivityPage(page)]) {
    await room.open();
    await room.search.fill("gnp");
    await expect(room.table).toContainText(SHOWN);
    const { lines } = await holdings.download();
    expect(lines.join("\n")).toContain(SHOWN);
    expect(lines.join("\n")).not.toMatch(/\p{Bidi_Control}/u);
  }
  await page.request.post("/api/trpc/items.disconnect", { data: { itemId } });
  await executeSql(stack, "DELETE FROM institution WHERE institution_id = $1", "demo", [INSTITUTION]);
});
