import { expect, test } from "vitest";
import { readPathFields } from "./path-fields";

const TEMPLATE = "/api/runs/{run_id}";

test.each([
  ["http://x/api/runs/abc", "abc"],
  ["http://x/api/runs/a%2Fb?run_id=z", "a/b"],
  ["http://x/api/runs/%E2%82%AC", "€"],
  ["http://x/api/runs/%zz", "%zz"],
  ["http://x/api/runs/", ""],
  ["http://x/api/runs", ""],
])("%s", (url, runId) => expect(readPathFields(TEMPLATE, url)).toEqual({ run_id: runId }));
