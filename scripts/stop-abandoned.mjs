// Run by an orphan (http-guard.cjs): stops the embedded PostgreSQL once nobody holds it any more.
import { stopIfAbandoned } from "./embedded-postgres.mjs";

await stopIfAbandoned(process.argv[2] ?? ".data");
