-- AlterTable
ALTER TABLE "change" ADD COLUMN     "request" TEXT,
ADD COLUMN     "written" JSONB;
