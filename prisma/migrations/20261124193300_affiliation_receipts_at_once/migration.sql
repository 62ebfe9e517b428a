-- A column of a unique index counts as a key: whoever gives an affiliation another newest receipt waits for all who have
-- just added one to it, and they wait for him. Of sixteen imports at once that named one affiliation, one was written. No two
-- affiliations have the same receipt anyway: a receipt has one affiliation.
DROP INDEX "affiliation_newest_receipt_id_key";
CREATE INDEX "affiliation_newest_receipt_id_idx" ON "affiliation"("newest_receipt_id");
