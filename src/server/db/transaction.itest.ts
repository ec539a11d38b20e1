import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "@/testing/db";
import { closeDb, createDb, sqlOf } from "./client";
import { type Tx, withTransaction } from "./transaction";

const { url } = await createTestDatabase();
const db = createDb({ url, maxConnections: 1, isDirect: true, onIdleError: () => {} });
afterAll(() => closeDb(db));

const INSERT = "INSERT INTO app_user (id) VALUES ($1)";
const users = async () => (await sqlOf(db).executeSql<{ id: string }>("SELECT id FROM app_user ORDER BY id")).rows;

test("of statements that are asked for at once and of which one fails, none is stored", async () => {
  const all = withTransaction(db, (tx) =>
    Promise.all([tx.executeSql(INSERT, ["before"]), tx.executeSql("SELECT 1 / 0"), tx.executeSql(INSERT, ["after"])]),
  );
  await expect(all).rejects.toMatchObject({ code: "22012" });
  expect(await users()).toEqual([]);
});

test.each([
  ["given up", () => Promise.reject(new Error("given up"))],
  ["committed", () => Promise.resolve()],
])("what is asked of a transaction after it was %s is refused, and does not run outside of it", async (_end, end) => {
  let tx: Tx | undefined;
  await withTransaction(db, (given) => {
    tx = given;
    return end();
  }).catch(() => {});
  await expect(tx?.executeSql(INSERT, ["late"])).rejects.toThrow("after its transaction was over");
  expect(await users()).toEqual([]);
});
