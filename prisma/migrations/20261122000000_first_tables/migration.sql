-- CreateTable
CREATE TABLE "instance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "environment" TEXT NOT NULL,
    "stamped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "institution" (
    "institution_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "logo" TEXT,
    "primary_color" TEXT,
    "url" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "institution_pkey" PRIMARY KEY ("institution_id")
);

-- CreateTable
CREATE TABLE "item" (
    "item_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token_sealed" TEXT,
    "institution_id" TEXT,
    "institution_name" TEXT,
    "products" TEXT[] DEFAULT ARRAY['investments']::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'preparing',
    "reason" TEXT,
    "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspect_picture" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "limited_until" TIMESTAMPTZ(3),
    "refreshed_at" TIMESTAMPTZ(3),
    "history_loaded_at" TIMESTAMPTZ(3),
    "provider_updated_at" TIMESTAMPTZ(3),
    "metadata_fetched_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "unlinked_at" TIMESTAMPTZ(3),

    CONSTRAINT "item_pkey" PRIMARY KEY ("item_id")
);

-- CreateTable
CREATE TABLE "account" (
    "item_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "official_name" TEXT,
    "mask" TEXT,
    "type" TEXT NOT NULL,
    "subtype" TEXT,
    "iso_currency_code" TEXT,
    "unofficial_currency_code" TEXT,
    "balance_current" DECIMAL(38,18),
    "balance_available" DECIMAL(38,18),
    "balance_limit" DECIMAL(38,18),
    "margin_loan_amount" DECIMAL(38,18),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("item_id","account_id")
);

-- CreateTable
CREATE TABLE "security" (
    "security_id" TEXT NOT NULL,
    "name" TEXT,
    "ticker_symbol" TEXT,
    "type" TEXT,
    "subtype" TEXT,
    "is_cash_equivalent" BOOLEAN,
    "close_price" DECIMAL(38,18),
    "close_price_as_of" DATE,
    "iso_currency_code" TEXT,
    "unofficial_currency_code" TEXT,
    "isin" TEXT,
    "cusip" TEXT,
    "figi" TEXT,
    "institution_security_id" TEXT,
    "institution_id" TEXT,
    "proxy_security_id" TEXT,
    "market_identifier_code" TEXT,
    "sector" TEXT,
    "industry" TEXT,
    "cfi_code" TEXT,
    "option_contract" JSONB,
    "fixed_income" JSONB,
    "is_placeholder" BOOLEAN NOT NULL DEFAULT false,
    "provider_updated_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "security_pkey" PRIMARY KEY ("security_id")
);

-- CreateTable
CREATE TABLE "holding" (
    "item_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "security_id" TEXT NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "institution_price" DECIMAL(38,18) NOT NULL,
    "institution_price_as_of" DATE,
    "institution_price_datetime" TEXT,
    "institution_value" DECIMAL(38,18) NOT NULL,
    "cost_basis" DECIMAL(38,18),
    "vested_quantity" DECIMAL(38,18),
    "vested_value" DECIMAL(38,18),
    "iso_currency_code" TEXT,
    "unofficial_currency_code" TEXT,
    "tax_lots" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "holding_pkey" PRIMARY KEY ("item_id","account_id","security_id")
);

-- CreateTable
CREATE TABLE "holding_version" (
    "item_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "security_id" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "quantity" DECIMAL(38,18) NOT NULL,
    "institution_price" DECIMAL(38,18) NOT NULL,
    "institution_value" DECIMAL(38,18) NOT NULL,
    "cost_basis" DECIMAL(38,18),
    "iso_currency_code" TEXT,
    "unofficial_currency_code" TEXT,

    CONSTRAINT "holding_version_pkey" PRIMARY KEY ("item_id","account_id","security_id","valid_from")
);

-- CreateTable
CREATE TABLE "account_day" (
    "item_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "balance_current" DECIMAL(38,18),
    "iso_currency_code" TEXT,
    "unofficial_currency_code" TEXT,
    "position_totals" JSONB NOT NULL,
    "position_count" INTEGER NOT NULL,

    CONSTRAINT "account_day_pkey" PRIMARY KEY ("item_id","account_id","date")
);

-- CreateTable
CREATE TABLE "investment_transaction" (
    "item_id" TEXT NOT NULL,
    "investment_transaction_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "security_id" TEXT,
    "date" DATE NOT NULL,
    "transaction_datetime" TEXT,
    "name" TEXT NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "amount" DECIMAL(38,18) NOT NULL,
    "price" DECIMAL(38,18) NOT NULL,
    "fees" DECIMAL(38,18),
    "type" TEXT NOT NULL,
    "subtype" TEXT,
    "iso_currency_code" TEXT,
    "unofficial_currency_code" TEXT,
    "cancel_transaction_id" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "investment_transaction_pkey" PRIMARY KEY ("item_id","investment_transaction_id")
);

-- CreateTable
CREATE TABLE "refresh_run" (
    "id" TEXT NOT NULL,
    "user_id" TEXT,
    "trigger" TEXT NOT NULL,
    "range_start" DATE NOT NULL,
    "range_end" DATE NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_run_item" (
    "run_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "fence" BIGINT,
    "status" TEXT NOT NULL,
    "error" TEXT,
    "reason" TEXT,

    CONSTRAINT "refresh_run_item_pkey" PRIMARY KEY ("run_id","item_id")
);

-- CreateTable
CREATE TABLE "item_refresh" (
    "item_id" TEXT NOT NULL,
    "fence" BIGINT NOT NULL,
    "range_start" DATE NOT NULL,
    "range_end" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "progress_done" INTEGER NOT NULL DEFAULT 0,
    "progress_total" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "security_count" INTEGER NOT NULL DEFAULT 0,
    "holding_count" INTEGER NOT NULL DEFAULT 0,
    "transaction_count" INTEGER NOT NULL DEFAULT 0,
    "holdings_added" INTEGER NOT NULL DEFAULT 0,
    "holdings_changed" INTEGER NOT NULL DEFAULT 0,
    "holdings_removed" INTEGER NOT NULL DEFAULT 0,
    "holdings_unchanged" INTEGER NOT NULL DEFAULT 0,
    "transactions_added" INTEGER NOT NULL DEFAULT 0,
    "transactions_changed" INTEGER NOT NULL DEFAULT 0,
    "transactions_removed" INTEGER NOT NULL DEFAULT 0,
    "transactions_unchanged" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "reason" TEXT,
    "provider_request_id" TEXT,

    CONSTRAINT "item_refresh_pkey" PRIMARY KEY ("item_id","fence")
);

-- CreateTable
CREATE TABLE "refresh_change" (
    "item_id" TEXT NOT NULL,
    "fence" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "security_id" TEXT,
    "investment_transaction_id" TEXT,
    "fields" JSONB NOT NULL,

    CONSTRAINT "refresh_change_pkey" PRIMARY KEY ("item_id","fence","seq")
);

-- CreateIndex
CREATE INDEX "item_user_id_idx" ON "item"("user_id");

-- CreateIndex
CREATE INDEX "holding_security_id_idx" ON "holding"("security_id");

-- CreateIndex
CREATE INDEX "investment_transaction_item_id_date_idx" ON "investment_transaction"("item_id", "date");

-- CreateIndex
CREATE INDEX "refresh_run_user_id_requested_at_idx" ON "refresh_run"("user_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "refresh_run_requested_at_idx" ON "refresh_run"("requested_at" DESC);

-- CreateIndex
CREATE INDEX "refresh_run_item_item_id_idx" ON "refresh_run_item"("item_id");

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("item_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holding" ADD CONSTRAINT "holding_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("item_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holding_version" ADD CONSTRAINT "holding_version_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("item_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_day" ADD CONSTRAINT "account_day_item_id_account_id_fkey" FOREIGN KEY ("item_id", "account_id") REFERENCES "account"("item_id", "account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "investment_transaction" ADD CONSTRAINT "investment_transaction_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("item_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_run_item" ADD CONSTRAINT "refresh_run_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "refresh_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_run_item" ADD CONSTRAINT "refresh_run_item_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("item_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_run_item" ADD CONSTRAINT "refresh_run_item_item_id_fence_fkey" FOREIGN KEY ("item_id", "fence") REFERENCES "item_refresh"("item_id", "fence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_refresh" ADD CONSTRAINT "item_refresh_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("item_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_change" ADD CONSTRAINT "refresh_change_item_id_fence_fkey" FOREIGN KEY ("item_id", "fence") REFERENCES "item_refresh"("item_id", "fence") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.
ALTER TABLE "instance" ADD CONSTRAINT "instance_is_one_row" CHECK ("id" = 1);
CREATE UNIQUE INDEX "holding_version_open_key" ON "holding_version" ("item_id", "account_id", "security_id") WHERE "valid_to" IS NULL;
CREATE INDEX "refresh_run_item_open_idx" ON "refresh_run_item" ("run_id") WHERE "status" IN ('queued', 'running');
