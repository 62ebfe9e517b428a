-- What happened to a row is read from its newest end, a page at a time: the index has it in that order, so that a page of
-- a row with ten thousand changes reads the page. By the row's id, or the id of what it is a part of: a third of the size
-- of the whole key as text.
DROP INDEX revision_row_key_text;
CREATE INDEX revision_row_history ON revision (
  (coalesce(row_key ->> 'id', row_key ->> 'article_id', row_key ->> 'quote_id', row_key ->> 'assignment_id')::uuid), id);
