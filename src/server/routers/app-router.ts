import { accountRouter } from "./account";
import { apiKeysRouter } from "./api-keys";
import { auditRouter } from "./audit";
import { itemsRouter } from "./items";
import { linkRouter } from "./link";
import { portfolioRouter } from "./portfolio";
import { receiptsRouter } from "./receipts";
import { refreshesRouter } from "./refreshes";
import { createCallerFactory, router } from "./trpc";

export const appRouter = router({
  account: accountRouter,
  apiKeys: apiKeysRouter,
  audit: auditRouter,
  items: itemsRouter,
  link: linkRouter,
  portfolio: portfolioRouter,
  receipts: receiptsRouter,
  refreshes: refreshesRouter,
});

/** What the browser's client is typed by. */
export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, for pages on the server and for tests. */
export const createCaller = createCallerFactory(appRouter);
