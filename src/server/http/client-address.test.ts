import { describe, expect, test } from "vitest";
import { addressBlock, clientAddressOf } from "./client-address";

const SOCKET = "203.0.113.9";
const asked = (forwarded: string | null, socket: string | null = SOCKET) =>
  new Headers({
    ...(socket === null ? {} : { "x-client-address": socket }),
    ...(forwarded === null ? {} : { "x-forwarded-for": forwarded }),
  });

describe("S-33: whom a limit counts", () => {
  test.each<[number, string | null, string]>([
    [0, null, SOCKET],
    [0, "198.51.100.1", SOCKET],
    [1, null, SOCKET],
    [1, "198.51.100.1", "198.51.100.1"],
    [1, "10.6.6.6, 198.51.100.1", "198.51.100.1"],
    [2, "10.6.6.6, 198.51.100.1, 192.0.2.7", "198.51.100.1"],
    [2, "198.51.100.1", "198.51.100.1"],
    [1, "198.51.100.1:4711", "198.51.100.1"],
    [1, "[2001:DB8::1]:4711", "2001:db8::1"],
    [1, "2001:db8:0:0:0:0:0:1", "2001:db8::1"],
    [1, "::ffff:198.51.100.1", "198.51.100.1"],
    [1, "::ffff:c633:6401", "198.51.100.1"],
    [1, "[::FFFF:C633:6401]:4711", "198.51.100.1"],
    [1, "0:0:0:0:0:ffff:c633:6401", "198.51.100.1"],
    [1, "0:0:0:0:0:ffff:198.51.100.1", "198.51.100.1"],
    [1, "::ffff:7", "::255.255.0.7"],
    [1, "::ffff:0:c633:6401", "::ffff:0:c633:6401"],
    [1, "64:ff9b::c633:6401", "64:ff9b::c633:6401"],
    [1, "unknown", SOCKET],
    [2, "198.51.100.1, _hidden", SOCKET],
    [2, "_hidden, 192.0.2.7", "192.0.2.7"],
    [1, "", SOCKET],
  ])("%i proxies believed, X-Forwarded-For %j: %s", (hops, forwarded, address) => {
    expect(clientAddressOf(asked(forwarded), hops)).toBe(address);
  });

  test("the socket's address has one spelling, and a request without one is of nobody known", () => {
    expect(clientAddressOf(asked(null, "::ffff:127.0.0.1"), 0)).toBe("127.0.0.1");
    expect(clientAddressOf(asked(null, "::ffff:7f00:1"), 0)).toBe("127.0.0.1");
    expect(clientAddressOf(asked(null, "fe80::1%eth0"), 0)).toBe("fe80::1");
    expect(clientAddressOf(asked("198.51.100.1", null), 0)).toBe("unknown");
  });

  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("%s counts as %s", (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
