-- DropForeignKey
ALTER TABLE "refresh_change" DROP CONSTRAINT "refresh_change_item_id_fence_fkey";
