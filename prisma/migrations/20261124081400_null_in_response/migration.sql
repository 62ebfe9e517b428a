-- A NULL in a concatenation removes the whole object without a word, so the read planner coalesces to this.
CREATE FUNCTION null_in_response(what text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RAISE EXCEPTION 'NULL where the response needs text: %', what USING ERRCODE = 'internal_error';
END $$;
