import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { decimalText } from "@/domain/decimal";
import { AnswerError } from "./answer-error";
import { mergeSecurities } from "./merge-securities";
import { parseAnswer } from "./parse-answer";
import { accountWire, holdingWire, institutionAnswer, itemAnswer, securityWire, transactionWire } from "./schemas";
import { toAccount, toHolding, toInstitution, toItemMetadata, toSecurity, toTransaction } from "./to-domain";
import { toDecimal, toInstantOrNull } from "./wire-values";

const HOLDING = {
  account_id: "acc",
  security_id: "sec",
  quantity: 1,
  institution_price: 2,
  institution_value: 2,
  cost_basis: null,
  iso_currency_code: "USD",
  unofficial_currency_code: null,
};
const TRANSACTION = {
  investment_transaction_id: "tx",
  account_id: "acc",
  security_id: null,
  date: "2026-02-28",
  name: "Dividend",
  quantity: 0,
  amount: -8.72,
  price: 0,
  fees: null,
  type: "cash",
  subtype: "dividend",
  iso_currency_code: "USD",
  unofficial_currency_code: null,
};

/** The JSON text of `base` with fields replaced by raw JSON, digits as given; `undefined` leaves the key out. */
function jsonOf(base: object, raw: Record<string, string | undefined> = {}): string {
  const fields = Object.entries({ ...base, ...raw }).filter(([, value]) => value !== undefined);
  return `{${fields.map(([key, value]) => `"${key}":${key in raw ? value : JSON.stringify(value)}`).join(",")}}`;
}
const holding = (raw?: Record<string, string | undefined>) => toHolding(parseAnswer(holdingWire, jsonOf(HOLDING, raw)));
const transaction = (raw?: Record<string, string | undefined>) =>
  toTransaction(parseAnswer(transactionWire, jsonOf(TRANSACTION, raw)));

function kindOf(run: () => unknown): string {
  try {
    run();
    return "taken over";
  } catch (error) {
    return error instanceof AnswerError ? error.kind : String(error);
  }
}

describe("R-28: exact numbers", () => {
  it.each([
    ["0.123456789", "0.123456789"],
    ["0.0042", "0.0042"],
    ["30000000.00", "30000000"],
    ["-12.50", "-12.5"],
    ["0.000000000000000001", "0.000000000000000001"],
    ["12345678901234567.89", "12345678901234567.89"],
    ["99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999"],
    ["1e-7", "0.0000001"],
    ["1.5E+3", "1500"],
    ["-2.5e-18", undefined],
    ["-0", "0"],
    ["1.1000000000000000000000000", "1.1"],
  ])("T1: %s arrives as %s", (json, text) => {
    if (text === undefined) return expect(kindOf(() => holding({ quantity: json }))).toBe("unrepresentable_number");
    const shown = holding({ quantity: json, institution_value: json, cost_basis: json });
    expect([shown.quantity, shown.institutionValue].map(decimalText)).toEqual([text, text]);
    expect(shown.costBasis && decimalText(shown.costBasis)).toBe(text);
  });

  it.each([
    "0.0000000000000000001",
    "100000000000000000000",
    "1e-19",
    "1e20",
    "1e400",
    "1e99999",
    `1${"0".repeat(5_000)}`,
  ])("does not round %s", (json) => {
    for (const field of ["quantity", "institution_price", "institution_value", "cost_basis", "vested_quantity"])
      expect(kindOf(() => holding({ [field]: json }))).toBe("unrepresentable_number");
    for (const field of ["quantity", "amount", "price", "fees"])
      expect(kindOf(() => transaction({ [field]: json }))).toBe("unrepresentable_number");
  });

  it.each(["NaN", "Infinity", "-Infinity", '"NaN"', '"1,000"', '""', "true", "[]", "{}", "0x10", "1_000", '" 1"'])(
    "refuses %s as a number",
    (json) => expect(kindOf(() => holding({ quantity: json }))).toBe("bad_answer"),
  );

  it("reads any representable number back digit for digit", () => {
    const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,19})(?:\.\d{0,17}[1-9])?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const expected = /^-0$/.test(text) ? "0" : text;
        expect(decimalText(toDecimal(text, "x"))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps the digits of lots and contracts as text", () => {
    const lots = '[{"quantity":0.100000000000000001,"institution_lot_id":null,"open":true}]';
    expect(holding({ tax_lots: lots }).taxLots).toEqual([
      { quantity: "0.100000000000000001", institution_lot_id: null, open: true },
    ]);
    expect(holding({ tax_lots: "[]" }).taxLots).toEqual([]);
    expect(holding().taxLots).toBeNull();
  });
});

describe("holdings and transactions", () => {
  it("T3: takes short positions with the signs they were reported with", () => {
    const short = holding({ quantity: "-100", institution_value: "-1250.5" });
    expect([short.quantity, short.institutionValue].map(decimalText)).toEqual(["-100", "-1250.5"]);
  });

  it("reads absent and null alike", () => {
    const optional = ["cost_basis", "iso_currency_code", "unofficial_currency_code", "vested_quantity", "tax_lots"];
    const absent = holding(Object.fromEntries(optional.map((field) => [field, undefined])));
    expect(holding(Object.fromEntries(optional.map((field) => [field, "null"])))).toEqual(absent);
    expect(absent).toMatchObject({ costBasis: null, isoCurrencyCode: null, vestedQuantity: null, taxLots: null });
  });

  it("T4: knows rows without a security", () => {
    expect(transaction({ security_id: "null" }).securityId).toBeNull();
    expect(transaction({ security_id: undefined }).securityId).toBeNull();
    expect(transaction({ security_id: '""' }).securityId).toBeNull();
  });

  it.each(["2026-02-29", "2026-2-01", "20260201", "2026-02-28T00:00:00Z", "", "0000-00-00", "tomorrow"])(
    "takes %j for no date: fatal where one is required, unknown elsewhere",
    (date) => {
      const json = JSON.stringify(date);
      expect(kindOf(() => transaction({ date: json }))).toBe("bad_answer");
      expect(holding({ institution_price_as_of: json }).institutionPriceAsOf).toBeNull();
    },
  );

  it("leaves datetimes as they were written", () => {
    expect(transaction({ transaction_datetime: '"2026-02-28T00:00:00Z"' }).transactionDatetime).toBe(
      "2026-02-28T00:00:00Z",
    );
    expect(holding({ institution_price_datetime: '"2026-02-28"' }).institutionPriceDatetime).toBe("2026-02-28");
  });

  it("keeps types that nobody has heard of", () => {
    expect(transaction({ type: '"barter"', subtype: '"sheep"' })).toMatchObject({ type: "barter", subtype: "sheep" });
  });

  it.each(["investment_transaction_id", "account_id", "date", "quantity", "amount", "price", "type", "name"])(
    "refuses a transaction without %s",
    (field) => {
      expect(kindOf(() => transaction({ [field]: undefined }))).toBe("bad_answer");
      expect(kindOf(() => transaction({ [field]: "null" }))).toBe("bad_answer");
    },
  );

  it.each(["account_id", "security_id", "quantity", "institution_price", "institution_value"])(
    "refuses a holding without %s",
    (field) => {
      expect(kindOf(() => holding({ [field]: undefined }))).toBe("bad_answer");
      expect(kindOf(() => holding({ [field]: '""' }))).toBe("bad_answer");
    },
  );

  it("replaces what no text column takes, and only that", () => {
    expect(transaction({ name: '"a\\u0000b"' }).name).toBe("a\ufffdb");
    expect(transaction({ name: '"a\\uD83D"' }).name).toBe("a\ufffd");
    expect(transaction({ name: '"\\ude00\\ud83d\\ude00"' }).name).toBe("\ufffd😀");
    expect(transaction({ name: '"a\\\\u0000b 🐑 é"' }).name).toBe("a\\u0000b 🐑 é");
  });

  it.each([
    "\u061c",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
  ])("leaves out of every text what turns round the one beside it: %j, however it is written", (control) => {
    const escaped = `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;
    for (const written of [control, escaped, escaped.toUpperCase().replace("U", "u")])
      expect(transaction({ name: `"Buy ${written}LLES"` }).name).toBe("Buy LLES");
  });
});

describe("accounts, securities, items", () => {
  it("reads balances in the currency they name", () => {
    const balances =
      '{"current":23631.9805,"available":null,"limit":null,"margin_loan_amount":12.3,"iso_currency_code":"CAD"}';
    const account = toAccount(
      parseAnswer(
        accountWire,
        `{"account_id":"a","name":"IRA","type":"investment","subtype":null,"balances":${balances}}`,
      ),
    );
    expect(account).toMatchObject({
      isoCurrencyCode: "CAD",
      unofficialCurrencyCode: null,
      mask: null,
      balanceAvailable: null,
    });
    expect(account.balanceCurrent && decimalText(account.balanceCurrent)).toBe("23631.9805");
    expect(account.marginLoanAmount && decimalText(account.marginLoanAmount)).toBe("12.3");
    const bare = toAccount(parseAnswer(accountWire, '{"account_id":"a","name":"","type":"brokerage"}'));
    expect(bare).toMatchObject({ balanceCurrent: null, isoCurrencyCode: null, type: "brokerage" });
  });

  const security = (raw: Record<string, string | undefined> = {}) =>
    toSecurity(parseAnswer(securityWire, jsonOf({ security_id: "s" }, raw)));

  it("T4: takes a security of which only the id is known", () => {
    const { securityId, ...rest } = security();
    expect(securityId).toBe("s");
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it("keeps of two descriptions the one that was updated last", () => {
    const [undated, early, late] = [
      security({ name: '"undated"' }),
      security({ name: '"early"', update_datetime: '"2026-01-01T10:00:00Z"' }),
      security({ name: '"late"', update_datetime: '"2026-01-01T06:00:00-05:00"' }),
    ];
    const names = (...lists: (typeof undated)[][]) => mergeSecurities(lists).map(({ name }) => name);
    expect(names([undated], [early, late])).toEqual(["late"]);
    expect(names([late], [early], [undated])).toEqual(["late"]);
    expect(names([undated], [security({ name: '"other"' })])).toEqual(["undated"]);
  });

  it("takes an instant without a zone for none", () => {
    expect(toInstantOrNull("2026-01-01T10:00:00")).toBeNull();
    expect(toInstantOrNull("2026-13-01T10:00:00Z")).toBeNull();
    expect(toInstantOrNull("2026-01-01T10:00:00+05:45")?.toISOString()).toBe("2026-01-01T04:15:00.000Z");
  });

  it("reads an item and an institution with what they may lack", () => {
    const status = { investments: { last_successful_update: "2026-01-01T10:00:00Z" } };
    expect(toItemMetadata(parseAnswer(itemAnswer, JSON.stringify({ item: { item_id: "i" }, status })))).toEqual({
      itemId: "i",
      institutionId: null,
      institutionName: null,
      consentExpiresAt: null,
      webhookUrl: null,
      investmentsLastSuccessfulUpdate: new Date("2026-01-01T10:00:00Z"),
    });
    const institution = { institution_id: "ins_1", name: "First", routing_numbers: [], oauth: false };
    expect(toInstitution(parseAnswer(institutionAnswer, JSON.stringify({ institution })))).toEqual({
      institutionId: "ins_1",
      name: "First",
      logo: null,
      primaryColor: null,
      url: null,
    });
  });

  it("names the place of a mistake and never the value", () => {
    const rows = z.object({ holdings: z.array(holdingWire) });
    const text = `{"holdings":[${jsonOf(HOLDING)},${jsonOf(HOLDING, { quantity: '{"secret":"value"}' })}]}`;
    expect(() => parseAnswer(rows, text)).toThrow("bad_answer: holdings.1.quantity");
  });
});
