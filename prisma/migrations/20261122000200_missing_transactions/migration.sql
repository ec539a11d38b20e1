-- AlterTable
ALTER TABLE "investment_transaction" ADD COLUMN     "missing_since" TIMESTAMPTZ(3);

-- What Prisma's schema language cannot say.
CREATE INDEX "investment_transaction_missing_idx" ON "investment_transaction" ("item_id") WHERE "missing_since" IS NOT NULL;

-- Doubts about withdrawn transactions were kept here; from now on the rows themselves carry them.
UPDATE "item" SET "suspect_picture" = NULL WHERE "suspect_picture" LIKE 'withdrawn:%';
