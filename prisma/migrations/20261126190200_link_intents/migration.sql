-- AlterTable
ALTER TABLE "item" ADD COLUMN     "new_accounts_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "link_intent" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "item_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_intent_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "link_intent_user_id_created_at_idx" ON "link_intent"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "link_intent_created_at_idx" ON "link_intent"("created_at");
