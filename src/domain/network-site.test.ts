import { expect, test } from "vitest";
import { siteOf } from "./network-site";

test.each([
  ["2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["2001:db8:0:0::/64", "2001:db8:0::/48"],
  ["0:0:0:0::/64", "0:0:0::/48"],
  ["203.0.113.9", "203.0.113.9"],
  ["unknown", "unknown"],
])("S-33: %s is of the site %s", (network, site) => {
  expect(siteOf(network)).toBe(site);
});
