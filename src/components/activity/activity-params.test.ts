import { expect, test } from "vitest";
import { parseActivityParams } from "./activity-params";

const parse = (query: string) => {
  const params = new URLSearchParams(query);
  return parseActivityParams((name) => params.get(name));
};

test("an address says which transactions are shown", () => {
  expect(
    parse("q=+apple+inc&kind=trade&scope=i~a&security=s&from=2026-01-01&to=2026-01-31&min=10.50&status=withdrawn"),
  ).toEqual({
    ...{ search: "apple inc", kind: "trade", scope: "i~a", securityId: "s" },
    ...{ startDate: "2026-01-01", endDate: "2026-01-31", minAmount: "10.50", status: "withdrawn" },
  });
});

test.each([
  "",
  "q=+++",
  "q=%00",
  "q=%F0%9F",
  `q=${"x".repeat(101)}`.replace("x", "\u0007"),
  "kind=gift",
  "kind=constructor",
  "status=gone",
  "from=2026-02-30&to=0002-01-01",
  "min=-5",
  "min=1e3",
  "min=ten",
  "scope=&security=%0A",
  "scope=a~b~c",
  "account=a",
  "page=2",
])("%j asks for nothing that the server would refuse", (query) => {
  const { search = "", ...rest } = parse(query);
  expect(rest).toEqual({});
  expect(search.length).toBeLessThanOrEqual(100);
  expect(search).not.toMatch(/\p{Cc}/u);
});
