SELECT concat('{"typo":', (SELECT concat('{"nodes":[', string_agg(concat('{"node":', coalesce((CASE WHEN "r3"."article_id" IS NOT NULL THEN (SELECT '{"__typename":"Article"}'
FROM "article" AS "r4"
WHERE "r4"."id" = "r3"."article_id" AND "r4"."is_visible") WHEN "r3"."person_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Person","name":', to_json("r5"."name"), '}')
FROM "person" AS "r5"
WHERE "r5"."id" = "r3"."person_id" AND "r5"."is_visible") WHEN "r3"."organisation_id" IS NOT NULL THEN (SELECT '{"__typename":"Organisation"}'
FROM "organisation" AS "r6"
WHERE "r6"."id" = "r3"."organisation_id" AND "r6"."is_visible") WHEN "r3"."quote_id" IS NOT NULL THEN (SELECT '{"__typename":"Quote"}'
FROM "quote" AS "r7"
WHERE "r7"."id" = "r3"."quote_id" AND "r7"."is_visible") WHEN "r3"."topic_id" IS NOT NULL THEN (SELECT '{"__typename":"Topic"}'
FROM "topic" AS "r8"
WHERE "r8"."id" = "r3"."topic_id" AND TRUE) END)::text, null_in_response('node: SearchResult!')), '}'), ','), ']}')
FROM (SELECT "r1"."article_id" AS "article_id", "r1"."person_id" AS "person_id", "r1"."organisation_id" AS "organisation_id", "r1"."quote_id" AS "quote_id", "r1"."topic_id" AS "topic_id"
FROM (SELECT found.*, $1::text AS query
FROM (SELECT NULL::uuid AS "article_id", "r9"."id" AS "person_id", NULL::uuid AS "organisation_id", NULL::uuid AS "quote_id", NULL::uuid AS "topic_id", "r9"."id" AS id, greatest(ts_rank(setweight((to_tsvector('simple', ("r9"."name" || ' ' || array_to_string("r9"."aliases", ' '))) || to_tsvector('english', ("r9"."name" || ' ' || array_to_string("r9"."aliases", ' ')))), 'A'), (websearch_to_tsquery('simple', $2::text) || websearch_to_tsquery('english', $3::text))), word_similarity($4::text, ("r9"."name" || ' ' || array_to_string("r9"."aliases", ' '))))::float8 AS rank
FROM "person" AS "r9"
WHERE "r9"."is_visible" AND (setweight((to_tsvector('simple', ("r9"."name" || ' ' || array_to_string("r9"."aliases", ' '))) || to_tsvector('english', ("r9"."name" || ' ' || array_to_string("r9"."aliases", ' ')))), 'A') @@ (websearch_to_tsquery('simple', $5::text) || websearch_to_tsquery('english', $6::text)) OR word_similarity($7::text, ("r9"."name" || ' ' || array_to_string("r9"."aliases", ' '))) >= 60 / 100.0)) AS found
ORDER BY rank DESC, id DESC
LIMIT 1000) AS "r1"
WHERE TRUE
ORDER BY "r1"."rank" DESC, "r1"."id" DESC
LIMIT 20) AS "r3"), ',"words":', (SELECT concat('{"pageInfo":{"hasNextPage":', (count("r12"."position") > 1)::text, '},"nodes":[', string_agg(concat('{"node":', coalesce((CASE WHEN "r12"."article_id" IS NOT NULL THEN (SELECT '{"__typename":"Article"}'
FROM "article" AS "r13"
WHERE "r13"."id" = "r12"."article_id" AND "r13"."is_visible") WHEN "r12"."person_id" IS NOT NULL THEN (SELECT '{"__typename":"Person"}'
FROM "person" AS "r14"
WHERE "r14"."id" = "r12"."person_id" AND "r14"."is_visible") WHEN "r12"."organisation_id" IS NOT NULL THEN (SELECT '{"__typename":"Organisation"}'
FROM "organisation" AS "r15"
WHERE "r15"."id" = "r12"."organisation_id" AND "r15"."is_visible") WHEN "r12"."quote_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Quote","text":', to_json("r16"."text"), ',"speaker":', coalesce((SELECT CASE WHEN "r17"."organisation_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Organisation","name":', to_json("r18"."name"), '}')
FROM "organisation" AS "r18"
WHERE "r18"."id" = "r17"."organisation_id" AND "r18"."is_visible") WHEN "r17"."person_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Person","name":', to_json("r19"."name"), '}')
FROM "person" AS "r19"
WHERE "r19"."id" = "r17"."person_id" AND "r19"."is_visible") END
FROM "quote_speaker" AS "r17"
WHERE "r17"."quote_id" = "r16"."id" AND NOT EXISTS (SELECT
FROM quote_speaker AS other
WHERE other.quote_id = "r16"."id" AND other.position <> "r17"."position") AND "r17"."is_visible"), 'null'), '}')
FROM "quote" AS "r16"
WHERE "r16"."id" = "r12"."quote_id" AND "r16"."is_visible") WHEN "r12"."topic_id" IS NOT NULL THEN (SELECT '{"__typename":"Topic"}'
FROM "topic" AS "r20"
WHERE "r20"."id" = "r12"."topic_id" AND TRUE) END)::text, null_in_response('node: SearchResult!')), ',"highlights":', (SELECT coalesce(json_agg(json_build_object('field', f.field, 'marked', f.marked)
ORDER BY f.position), '[]')::text
FROM (SELECT '0'::integer AS position, 'headline'::text AS field, ts_headline('english', x.headline, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM article AS x
WHERE x.id = "r12"."article_id" AND x.headline IS NOT NULL
UNION ALL SELECT '1'::integer AS position, 'standfirst'::text AS field, ts_headline('english', x.standfirst, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM article AS x
WHERE x.id = "r12"."article_id" AND x.standfirst IS NOT NULL
UNION ALL SELECT '2'::integer AS position, 'text'::text AS field, ts_headline('english', t.text, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM article AS x
JOIN article_text AS t ON t.article_id = x.id AND t.revision = x.revision
WHERE x.id = "r12"."article_id" AND t.text IS NOT NULL
UNION ALL SELECT '3'::integer AS position, 'name'::text AS field, ts_headline('english', x.name, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM person AS x
WHERE x.id = "r12"."person_id" AND x.name IS NOT NULL
UNION ALL SELECT '4'::integer AS position, 'name'::text AS field, ts_headline('english', x.name, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM organisation AS x
WHERE x.id = "r12"."organisation_id" AND x.name IS NOT NULL
UNION ALL SELECT '5'::integer AS position, 'text'::text AS field, ts_headline('english', x.text, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM quote AS x
WHERE x.id = "r12"."quote_id" AND x.text IS NOT NULL
UNION ALL SELECT '6'::integer AS position, 'name'::text AS field, ts_headline('english', x.name, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM topic AS x
WHERE x.id = "r12"."topic_id" AND x.name IS NOT NULL
UNION ALL SELECT '7'::integer AS position, 'definition'::text AS field, ts_headline('english', x.definition, (websearch_to_tsquery('simple', "r12"."query") || websearch_to_tsquery('english', "r12"."query")), 'StartSel=﷐, StopSel=﷑, HighlightAll=true') AS marked
FROM topic AS x
WHERE x.id = "r12"."topic_id" AND x.definition IS NOT NULL) AS f
WHERE f.marked LIKE '%﷐%'), '}'), ',') FILTER (WHERE "r12"."position" <= 1), ']}')
FROM (SELECT page.*, row_number() OVER () AS position
FROM (SELECT "r10"."article_id" AS "article_id", "r10"."person_id" AS "person_id", "r10"."organisation_id" AS "organisation_id", "r10"."quote_id" AS "quote_id", "r10"."topic_id" AS "topic_id", "r10"."query" AS "query"
FROM (SELECT found.*, $8::text AS query
FROM (SELECT NULL::uuid AS "article_id", NULL::uuid AS "person_id", NULL::uuid AS "organisation_id", "r21"."id" AS "quote_id", NULL::uuid AS "topic_id", "r21"."id" AS id, ts_rank(setweight((to_tsvector('simple', "r21"."text") || to_tsvector('english', "r21"."text")), 'C'), (websearch_to_tsquery('simple', $9::text) || websearch_to_tsquery('english', $10::text)))::float8 AS rank
FROM "quote" AS "r21"
WHERE "r21"."is_visible" AND setweight((to_tsvector('simple', "r21"."text") || to_tsvector('english', "r21"."text")), 'C') @@ (websearch_to_tsquery('simple', $11::text) || websearch_to_tsquery('english', $12::text))) AS found
ORDER BY rank DESC, id DESC
LIMIT 1000) AS "r10"
WHERE TRUE
ORDER BY "r10"."rank" DESC, "r10"."id" DESC
LIMIT 2) AS page) AS "r12"), '}') AS data
