ALTER TABLE "instance" ADD COLUMN "user_ref_key" TEXT;

ALTER TABLE "app_user" ADD COLUMN "deleting_at" TIMESTAMPTZ(3);

ALTER TABLE "item" ADD COLUMN "access_token_since" TIMESTAMPTZ(3),
ADD COLUMN "token_replacement" TEXT,
ADD COLUMN "removal_started_at" TIMESTAMPTZ(3);

CREATE TABLE "receipt" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "item_id" TEXT,
    "institution_name" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "erased" JSONB NOT NULL,
    "plaid_outcome" TEXT,
    "plaid_request_id" TEXT,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "receipt_user_id_requested_at_idx" ON "receipt"("user_id", "requested_at" DESC);
CREATE INDEX "receipt_item_id_idx" ON "receipt"("item_id");

-- Disconnecting an Item erases what was stored of it. Until now its rows stayed, where nobody could see or delete them.
DELETE FROM "refresh_run_item" r USING "item" i WHERE i."item_id" = r."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "refresh_change" c USING "item" i WHERE i."item_id" = c."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "item_refresh" r USING "item" i WHERE i."item_id" = r."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "investment_transaction" t USING "item" i WHERE i."item_id" = t."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "holding_version" v USING "item" i WHERE i."item_id" = v."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "holding" h USING "item" i WHERE i."item_id" = h."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "account_day" d USING "item" i WHERE i."item_id" = d."item_id" AND i."unlinked_at" IS NOT NULL;
DELETE FROM "account" a USING "item" i WHERE i."item_id" = a."item_id" AND i."unlinked_at" IS NOT NULL;
