-- What a search of the activity finds, of each security and each text once: the same ones come again and again, and an entry
-- that does is stored once.
CREATE INDEX "investment_transaction_item_id_security_id_search_name_idx" ON "investment_transaction"("item_id", "security_id", "search_name");

-- The kinds of transactions.
CREATE INDEX "investment_transaction_item_id_subtype_type_idx" ON "investment_transaction"("item_id", "subtype", "type");

-- What was withdrawn is little of all that is stored.
CREATE INDEX "investment_transaction_withdrawn_idx" ON "investment_transaction"("item_id") WHERE "removed_at" IS NOT NULL;

-- Of each few pages the smallest and the largest amount: where the large ones are. An entry for every row would make writing them
-- a quarter dearer.
CREATE INDEX "investment_transaction_amount_idx" ON "investment_transaction" USING brin (abs("amount"))
    WITH (pages_per_range = 16, autosummarize = on);
