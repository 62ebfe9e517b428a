-- A withdrawal is there only while its article is withdrawn: whatever publishes an article, or makes it a draft, ends it.
CREATE FUNCTION end_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM article_withdrawal WHERE article_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER end_withdrawal AFTER UPDATE OF status ON article
  FOR EACH ROW WHEN (OLD.status = 'WITHDRAWN' AND NEW.status <> 'WITHDRAWN') EXECUTE FUNCTION end_withdrawal();
