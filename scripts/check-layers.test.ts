import { expect, test } from "vitest";
import { checkFile, checkLayers, importsOf } from "./check-layers.mjs";

const problemsOf = (file: string, text: string) => checkFile(file, text).problems;

test("a check that read nothing has failed", () => {
  expect(checkLayers([]).problems).toEqual(["read 0 files and 0 imports of ours: the check is blind"]);
  expect(checkLayers([["domain/a.ts", "export const a = 1;"]]).problems).toHaveLength(1);
  expect(checkLayers([["domain/a.ts", 'import { b } from "@/domain/b";']])).toEqual({
    count: 1,
    edges: 1,
    problems: [],
  });
});

test("every form of import is read", () => {
  const forms = [
    'import "x";',
    'import x from "x";',
    "import x from 'x'",
    'import * as x from "x";',
    'import type { X } from "x";',
    'import {\n  a,\n  type B,\n} from "x";',
    'import x, { y } from "x";',
    'export { a } from "x";',
    'export * from "x";',
    'export type { A } from "x";',
    'const x = await import("x");',
    "const x = await import(`x`);",
    'const x = require("x");',
    'const a = 1; import "x";',
    'import { $x, _y } from "x";',
  ];
  for (const form of forms) expect(importsOf(form), form).toMatchObject([{ spec: "x" }]);
  expect(importsOf('// import "x";\n/*\nimport "y";\n*/\n/** import "z"; */')).toEqual([]);
  expect(
    importsOf('import type { A } from "x"; import { type B, type C } from "y"; import { type D, e } from "z";'),
  ).toEqual([
    { spec: "x", isTypeOnly: true },
    { spec: "y", isTypeOnly: true },
    { spec: "z", isTypeOnly: false },
  ]);
});

test("each layer is refused what the table does not give it", () => {
  const refused: [string, string][] = [
    ["domain/a.ts", 'import { b } from "@/contracts/b";'],
    ["domain/a.ts", 'import * as z from "zod";'],
    ["domain/a.ts", 'import fs from "node:fs";'],
    ["domain/a.ts", 'import { b } from "../contracts/b";'],
    ["contracts/a.ts", 'import { getEnv } from "@/server/platform/env";'],
    ["server/platform/a.ts", 'import { b } from "@/server/services/b";'],
    ["server/services/a.ts", 'import type { Prisma } from "@/server/db/generated/client";'],
    ["server/services/a.ts", 'import type { NextRequest } from "next/server";'],
    ["server/services/a.ts", 'import type { ReactNode } from "react";'],
    ["server/services/a.ts", 'import * as z from "zod";'],
    ["server/services/a.ts", 'import { b } from "@/server/http/b";'],
    ["server/db/a.ts", 'import type { Holding } from "plaid";'],
    ["server/queue/a.ts", 'import pg from "pg";'],
    ["server/plaid/a.ts", 'import { db } from "@/server/db/client";'],
    ["server/http/a.ts", 'import { db } from "@/server/db/client";'],
    ["server/http/a.ts", 'import { b } from "@/server/routers/b";'],
    ["client/a.ts", 'import { contract } from "@/contracts/a";'],
    ["client/a.ts", 'import { appRouter } from "@/server/routers/app";'],
    ["client/a.ts", 'const b = await import("@/server/services/b");'],
    ["components/a.tsx", 'import { getLogger } from "@/server/platform/log";'],
    ["components/a.tsx", 'import { createTRPCReact } from "@trpc/react-query";'],
    ["app/page.tsx", 'import { createTRPCReact } from "@trpc/react-query";'],
    ["app/page.tsx", 'import { db } from "@/server/db/client";'],
    ["worker/main.ts", 'import { db } from "@/server/db/client";'],
    ["sandbox/main.ts", 'import { toDate } from "@/domain/calendar-date";'],
    ["sandbox/main.ts", 'import type { ItemId } from "@/domain/ids";'],
    ["server/services/a.ts", 'import { start } from "@/sandbox/main";'],
    ["server/services/a.itest.ts", 'import { start } from "@/sandbox/main";'],
    ["server/services/a.ts", 'import { createTestDatabase } from "@/testing/db";'],
    ["server/db/a.ts", 'import { parse } from "lossless-json";'],
    ["server/platform/a.ts", 'import { z } from "zod";'],
    ["contracts/a.ts", 'import x from "../../scripts/env.mjs";'],
    ["utils/a.ts", "export const a = 1;"],
    ["server/a.ts", "export const a = 1;"],
    ["server/services/a.ts", "const x = process.env.PLAID_SECRET;"],
    ["server/services/a.test.ts", 'vi.mock("@/server/plaid/client");'],
    ["app/actions.ts", '"use server";\nexport async function act() {}'],
  ];
  for (const [file, text] of refused) expect(problemsOf(file, text), `${file}: ${text}`).toHaveLength(1);
});

test("each layer gets what the table gives it", () => {
  const allowed: [string, string][] = [
    ["domain/a.ts", 'import Decimal from "decimal.js"; import { b } from "./b";'],
    ["contracts/a.ts", 'import * as z from "zod";\nimport type { Entity } from "@/domain/entities";'],
    ["server/db/a.ts", 'import { PrismaClient } from "@/server/db/generated/client"; import pg from "pg";'],
    [
      "server/services/a.ts",
      'import { list } from "@/server/db/items"; import type { Contract } from "@/contracts/items";',
    ],
    ["client/a.ts", 'import type { AppRouter } from "@/server/routers/app"; import { type A } from "@/contracts/a";'],
    [
      "app/prefetch.ts",
      'import { createHydrationHelpers } from "@trpc/react-query/rsc"; import { list } from "@/server/services/a";',
    ],
    [
      "server/services/a.itest.ts",
      'import { createTestDatabase } from "@/testing/db"; import { POST } from "@/app/api/a/route";',
    ],
    ["testing/sandbox.ts", 'import { start } from "@/sandbox/main";'],
    ["instrumentation.ts", 'if (process.env.NEXT_RUNTIME === "nodejs") await import("@/server/platform/log");'],
  ];
  for (const [file, text] of allowed) expect(problemsOf(file, text), `${file}: ${text}`).toEqual([]);
});

test("S-16: no statement is put together from what varies, and none stands outside of server/db", () => {
  const statement = (part: string) => `executeSql(\`SELECT 1 FROM item WHERE item_id = ${part}\`)`;
  const put = (expression: string) => statement(`\${${expression}}`);
  for (const expression of ["id", "input.id", "quote(id)", "`'$' + id`"])
    expect(problemsOf("server/db/a.ts", put(expression)), expression).toHaveLength(1);
  for (const text of [statement("$1"), put("COLUMNS"), put("recordset(3, KEY)"), put('COLUMNS.join(", ")')])
    expect(problemsOf("server/db/a.ts", text), text).toEqual([]);
  for (const file of ["server/services/a.ts", "server/http/a.ts", "worker/a.ts", "app/page.tsx"])
    expect(problemsOf(file, statement("$1")), file).toHaveLength(1);
});

test("files have room, and tests have as much as they need", () => {
  const lines = (count: number) => "export const a = 1;\n".repeat(count);
  expect(problemsOf("domain/a.ts", lines(400))).toEqual([]);
  expect(problemsOf("domain/a.ts", lines(401))).toEqual(["domain/a.ts: 401 lines, room for 400"]);
  expect(problemsOf("app/api/health/route.ts", lines(16))).toHaveLength(1);
  expect(problemsOf("server/routers/a.ts", lines(121))).toHaveLength(1);
  expect(problemsOf("server/services/a/b.ts", lines(151))).toHaveLength(1);
  expect(problemsOf("components/a.tsx", lines(201))).toHaveLength(1);
  expect(problemsOf("domain/a.test.ts", lines(900))).toEqual([]);
});
