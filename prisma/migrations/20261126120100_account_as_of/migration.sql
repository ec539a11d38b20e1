-- AlterTable
ALTER TABLE "account_day" ADD COLUMN     "is_active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "margin_loan_amount" DECIMAL(38,18);

-- Accounts that are no longer shown were written last when that was found.
INSERT INTO "account_day" ("item_id", "account_id", "date", "is_active", "balance_current", "iso_currency_code", "unofficial_currency_code", "position_totals", "position_count")
SELECT a."item_id", a."account_id", greatest((a."updated_at" AT TIME ZONE 'UTC')::date, d."date"), false, d."balance_current", d."iso_currency_code", d."unofficial_currency_code", d."position_totals", d."position_count"
FROM "account" a
JOIN LATERAL (
  SELECT * FROM "account_day" d WHERE d."item_id" = a."item_id" AND d."account_id" = a."account_id" ORDER BY d."date" DESC LIMIT 1
) d ON true
WHERE NOT a."is_active"
ON CONFLICT ("item_id", "account_id", "date") DO UPDATE SET "is_active" = false;
