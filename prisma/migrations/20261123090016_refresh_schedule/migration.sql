-- AlterTable
ALTER TABLE "item" ADD COLUMN     "failure_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "next_refresh_at" TIMESTAMPTZ(3),
ADD COLUMN     "swept_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "item_next_refresh_at_idx" ON "item"("next_refresh_at");
