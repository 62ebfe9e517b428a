-- What readers are told of an article's corrections, and what stays of one that was taken back.

CREATE TABLE "article_correction" (
    "article_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "revision" INTEGER,
    "note" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "article_correction_pkey" PRIMARY KEY ("article_id","position")
);
ALTER TABLE "article_correction" ADD CONSTRAINT "article_correction_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "article_correction" ADD CONSTRAINT "article_correction_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "article_withdrawal" (
    "article_id" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "replaced_by_id" UUID,

    CONSTRAINT "article_withdrawal_pkey" PRIMARY KEY ("article_id")
);
CREATE INDEX "article_withdrawal_replaced_by_id_idx" ON "article_withdrawal"("replaced_by_id");
ALTER TABLE "article_withdrawal" ADD CONSTRAINT "article_withdrawal_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "article_withdrawal" ADD CONSTRAINT "article_withdrawal_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "article"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE article_correction
  ADD CONSTRAINT article_correction_position_from_zero CHECK (position >= 0),
  ADD CONSTRAINT article_correction_revision_after_first CHECK (revision > 1),
  ADD CONSTRAINT article_correction_note_not_blank CHECK (NOT is_blank(note));
ALTER TABLE article_withdrawal
  ADD CONSTRAINT article_withdrawal_reason_not_blank CHECK (NOT is_blank(reason)),
  ADD CONSTRAINT article_withdrawal_not_by_itself CHECK (replaced_by_id <> article_id);

SELECT put_behind_door('article_correction', '{article_id,position}', '{article}', '{article_id}');
SELECT put_behind_door('article_withdrawal', '{article_id}', '{article}', '{article_id}');

-- Which revisions of an article's text readers have seen: those that it had while it was published. Nearly no write has such
-- a row, so the index costs an import nothing.
CREATE INDEX revision_of_published ON revision (((row_key ->> 'id')::uuid), ((before ->> 'revision')::integer))
  WHERE table_name = 'article' AND before ->> 'status' = 'PUBLISHED';

-- Whether the article was published while its text had this revision, or any where that is null, and is so no longer. What
-- was so only inside a change, before its end, nobody saw.
CREATE FUNCTION was_published(article_id uuid, of_revision integer) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (
    SELECT FROM revision r
      WHERE r.table_name = 'article' AND r.before ->> 'status' = 'PUBLISHED' AND (r.row_key ->> 'id')::uuid = article_id
        AND (of_revision IS NULL OR (r.before ->> 'revision')::integer = of_revision)
        AND NOT EXISTS (
          SELECT FROM revision e
            WHERE coalesce(e.row_key ->> 'id', e.row_key ->> 'article_id', e.row_key ->> 'quote_id', e.row_key ->> 'assignment_id')::uuid = article_id
              AND e.table_name = 'article' AND e.change_id = r.change_id AND e.id < r.id));

-- A correction or a withdrawal that is written, changed or deleted purges what is gathered under its article, which may be
-- withdrawn already; and an article that comes or goes, what tells of those that it replaces.
DO $$
DECLARE
  definition text := pg_get_functiondef('purged_tags()'::regprocedure);
  parts CONSTANT text := $part$IN ('block', 'article_text')$part$;
  seen CONSTANT text := $part$r.before ->> 'status' = 'PUBLISHED');$part$;
  moved CONSTANT text := $part$UNION SELECT 'article', id FROM moved$part$;
BEGIN
  IF position(parts IN definition) = 0 OR position(seen IN definition) = 0 OR position(moved IN definition) = 0 THEN
    RAISE EXCEPTION 'purged_tags() is not what this migration knows';
  END IF;
  definition := replace(definition, parts, $part$IN ('block', 'article_text', 'article_correction', 'article_withdrawal')$part$);
  definition := replace(definition, seen, $part$r.before ->> 'status' = 'PUBLISHED'
    UNION
    SELECT (r.row_key ->> 'article_id')::uuid FROM revision r
      WHERE r.change_id = current_change() AND r.table_name = 'article_withdrawal');$part$);
  definition := replace(definition, moved, $part$UNION SELECT 'article', id FROM moved
    UNION SELECT 'article', g.article_id FROM moved m JOIN article_withdrawal g ON g.replaced_by_id = m.id$part$);
  EXECUTE definition;
END $$;
