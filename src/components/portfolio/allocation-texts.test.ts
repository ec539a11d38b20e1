import { expect, test } from "vitest";
import { sliceLabel } from "./allocation-texts";

test("a slice is called what it is, what is unknown says so, and the rest says how many it stands for", () => {
  expect(sliceLabel("type", { key: "etf", label: "etf", merged: 0 })).toBe("ETF");
  expect(sliceLabel("type", { key: null, label: null, merged: 0 })).toBe("Type unknown");
  expect(sliceLabel("sector", { key: "cash", label: "cash", merged: 0 })).toBe("Cash");
  expect(sliceLabel("sector", { key: null, label: null, merged: 0 })).toBe("No sector given");
  expect(sliceLabel("security", { key: "abc", label: "VTI", merged: 0 })).toBe("VTI");
  expect(sliceLabel("security", { key: "rest", label: null, merged: 12 })).toBe("Other (12)");
});
