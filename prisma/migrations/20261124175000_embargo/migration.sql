-- A draft that publishes itself when its embargo ends. Whatever else becomes of an article ends the embargo too, so that
-- nothing is published twice, or after it was withdrawn.

ALTER TABLE "article" ADD COLUMN "embargoed_until" TIMESTAMPTZ(3);

ALTER TABLE article ADD CONSTRAINT article_embargo_of_draft CHECK (embargoed_until IS NULL OR status = 'DRAFT');

-- What is due is looked for every few seconds, and nearly no article is embargoed.
CREATE INDEX article_embargo ON article (embargoed_until) WHERE embargoed_until IS NOT NULL;
