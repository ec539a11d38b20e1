import { expect, test } from "vitest";
import { onBehalfOf } from "./password-hash";
import { requireStrongPassword } from "./passwords";

test("S-33: while many new passwords are looked at the process does what else there is", async () => {
  const account = { name: "Ann", email: "ann@example.org" };
  const look = (at: number) => requireStrongPassword(`p4$$w0rd vv1 ${at}`.repeat(8), account).catch(() => {});
  const looks = Array.from({ length: 20 }, (_, at) => onBehalfOf(`asker ${at}`, () => look(at)));
  let turns = 0;
  const count = setInterval(() => {
    turns += 1;
  });
  await Promise.all(looks).finally(() => clearInterval(count));
  expect(turns).toBeGreaterThan(5);
});
