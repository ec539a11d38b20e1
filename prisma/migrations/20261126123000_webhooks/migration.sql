-- AlterTable
ALTER TABLE "item" ADD COLUMN     "webhook_fence" BIGINT;

-- CreateTable
CREATE TABLE "webhook_event" (
    "body_hash" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "item_id" TEXT,
    "environment" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("body_hash","signed_at")
);

-- CreateIndex
CREATE INDEX "webhook_event_received_at_idx" ON "webhook_event"("received_at");
