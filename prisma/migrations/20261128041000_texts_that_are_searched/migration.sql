-- What is searched stands there with its case folded: folding it anew, of every row for every letter that is typed, costs more than
-- all the rest of a search.
ALTER TABLE "security" ADD COLUMN "search_text" TEXT NOT NULL
    GENERATED ALWAYS AS (lower(coalesce("ticker_symbol" || ' ' || "name", "ticker_symbol", "name", '') COLLATE "C")) STORED;
ALTER TABLE "investment_transaction" ADD COLUMN "search_name" TEXT NOT NULL
    GENERATED ALWAYS AS (lower(left("name", 250) COLLATE "C")) STORED;

-- Holds what the activity is filtered by, so that looking through all of it need not read the rows themselves. An entry has room
-- for no more than 2,704 bytes: ids come with 128 characters at most. Every row has a date; that it is a condition keeps an index
-- which schema.prisma cannot express from being taken for another one.
DROP INDEX "investment_transaction_item_id_date_investment_transaction__idx";
CREATE INDEX "investment_transaction_activity_idx" ON "investment_transaction"("item_id", "date" DESC, "investment_transaction_id")
    INCLUDE ("account_id", "security_id", "search_name", "amount", "removed_at") WHERE "date" IS NOT NULL;
