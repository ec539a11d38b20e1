-- The order in which transactions are listed; it also finds those of a range of dates, as the index did that it replaces.
CREATE INDEX "investment_transaction_item_id_date_investment_transaction__idx" ON "investment_transaction"("item_id", "date" DESC, "investment_transaction_id");

-- DropIndex
DROP INDEX "investment_transaction_item_id_date_idx";

-- Cancellations are few, and every list of transactions asks for all of them.
CREATE INDEX "investment_transaction_cancellations_idx" ON "investment_transaction"("item_id") WHERE "type" = 'cancel';
