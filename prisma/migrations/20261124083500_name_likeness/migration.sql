-- Search forgives a typo in a name: word_similarity compares trigrams.
-- pg_trgm is a trusted extension: whoever may create objects in the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
