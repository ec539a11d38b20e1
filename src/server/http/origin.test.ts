import { describe, expect, test } from "vitest";
import { isCrossSite, ownOrigin } from "./origin";

const OURS = "http://localhost:3000";

test("our origin is APP_URL, in the demo the host that the browser addressed", () => {
  expect(ownOrigin("LocalHost:3000", null)).toBe("http://localhost:3000");
  expect(ownOrigin("invest.example.com", "https://invest.example.com")).toBe("https://invest.example.com");
});

describe("S-10: who made the browser send a request", () => {
  test.each([
    ["a program", {}],
    ["our own page", { origin: OURS, "sec-fetch-site": "same-origin" }],
    ["an old browser on our own page", { origin: OURS }],
    ["the user", { "sec-fetch-site": "none" }],
  ])("%s is welcome", (_, headers) => expect(isCrossSite(new Headers(headers as HeadersInit), OURS)).toBe(false));

  test.each([
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another port of this machine", { origin: "http://localhost:3001", "sec-fetch-site": "same-site" }],
    ["another name of this machine", { origin: "http://127.0.0.1:3000" }],
    ["the same host by https", { origin: "https://localhost:3000" }],
    ["a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
    ["a form of another site, its Origin withheld", { "sec-fetch-site": "cross-site" }],
    ["another host of the same site, its Origin withheld", { "sec-fetch-site": "same-site" }],
    ["a value that no browser sends", { "sec-fetch-site": "SAME-ORIGIN" }],
    ["an empty Origin", { origin: "" }],
  ])("%s is not", (_, headers) => expect(isCrossSite(new Headers(headers as HeadersInit), OURS)).toBe(true));
});
