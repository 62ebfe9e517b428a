-- The provider's own version of the item that came in: an older one than the newest that is stored changes nothing.
ALTER TABLE "article_source" ADD COLUMN     "item_version" TEXT;
ALTER TABLE article_source ADD CONSTRAINT article_source_item_version_not_blank CHECK (NOT is_blank(item_version));
