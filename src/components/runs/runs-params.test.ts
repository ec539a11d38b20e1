import { expect, test } from "vitest";
import { parseRunsParams } from "./runs-params";

const parse = (query: string) => {
  const params = new URLSearchParams(query);
  return parseRunsParams((name) => params.get(name));
};

test("an address says which refreshes are shown", () => {
  expect(parse("result=failed&trigger=webhook")).toEqual({ result: "failed", trigger: "webhook" });
});

test.each(["", "result=constructor&trigger=nobody", "result=&trigger="])(
  "%j asks for nothing that the server would refuse",
  (query) => {
    expect(parse(query)).toEqual({});
  },
);
