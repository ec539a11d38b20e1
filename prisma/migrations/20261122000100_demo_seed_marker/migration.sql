-- AlterTable
ALTER TABLE "instance" ADD COLUMN     "demo_seeded_at" TIMESTAMPTZ(3);
