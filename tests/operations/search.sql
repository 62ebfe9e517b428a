SELECT concat('{"typo":', (SELECT concat('{"nodes":[', string_agg(concat('{"node":', coalesce((CASE WHEN "r6"."article_id" IS NOT NULL THEN (SELECT '{"__typename":"Article"}'
FROM "article" AS "r7"
WHERE "r7"."id" = "r6"."article_id" AND "r7"."is_visible") WHEN "r6"."person_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Person","name":', to_json("r8"."name"), '}')
FROM "person" AS "r8"
WHERE "r8"."id" = "r6"."person_id" AND "r8"."is_visible") WHEN "r6"."organisation_id" IS NOT NULL THEN (SELECT '{"__typename":"Organisation"}'
FROM "organisation" AS "r9"
WHERE "r9"."id" = "r6"."organisation_id" AND "r9"."is_visible") WHEN "r6"."quote_id" IS NOT NULL THEN (SELECT '{"__typename":"Quote"}'
FROM "quote" AS "r10"
WHERE "r10"."id" = "r6"."quote_id" AND "r10"."is_visible") WHEN "r6"."topic_id" IS NOT NULL THEN (SELECT '{"__typename":"Topic"}'
FROM "topic" AS "r11"
WHERE "r11"."id" = "r6"."topic_id" AND TRUE) END)::text, null_in_response('node: SearchResult!')), '}'), ','), ']}')
FROM (SELECT "r1"."article_id" AS "article_id", "r1"."person_id" AS "person_id", "r1"."organisation_id" AS "organisation_id", "r1"."quote_id" AS "quote_id", "r1"."topic_id" AS "topic_id"
FROM (WITH asked AS MATERIALIZED (SELECT search_query(languages, query, head, search_completed(beginning)) AS texts, search_query(languages, query, head, search_begun(beginning)) AS ranked, search_query('{search_plain}', query, head, search_begun(beginning)) AS names, search_query('{search_plain,english}', query, head, search_begun(beginning)) AS topics, search_plain($1::text) AS wanted, query, head, beginning
FROM (SELECT $2::text AS query, $2::text AS head, NULL AS beginning, ARRAY(WITH RECURSIVE used (configuration) AS (SELECT min("r12"."configuration")
FROM "article_search" AS "r12"
WHERE "r12"."is_visible"
UNION ALL SELECT (SELECT min("r13"."configuration")
FROM "article_search" AS "r13"
WHERE "r13"."configuration" > used.configuration AND "r13"."is_visible")
FROM used
WHERE used.configuration IS NOT NULL) SELECT configuration
FROM used
WHERE configuration IS NOT NULL) || '{search_plain}' AS languages OFFSET 0) AS given) SELECT hit.*, asked.query, asked.head, asked.beginning
FROM (SELECT NULL::uuid AS "article_id", id AS "person_id", NULL::uuid AS "organisation_id", NULL::uuid AS "quote_id", NULL::uuid AS "topic_id", id, rank::float8
FROM (SELECT "r14"."person_id" AS id, greatest(ts_rank("r14"."words", (SELECT names
FROM asked)), word_similarity((SELECT wanted
FROM asked), "r14"."names")) AS rank
FROM "person_search" AS "r14"
WHERE ("r14"."words" @@ (SELECT names
FROM asked) OR "r14"."names" %> (SELECT wanted
FROM asked)) AND (SELECT "r15"."is_visible"
FROM "person" AS "r15"
WHERE "r15"."id" = "r14"."person_id")) AS found
ORDER BY rank DESC, id DESC
LIMIT 1000) AS hit
CROSS JOIN asked) AS "r1"
WHERE TRUE
ORDER BY "r1"."rank" DESC, "r1"."id" DESC
LIMIT 20) AS "r6"), ',"words":', (SELECT concat('{"pageInfo":{"hasNextPage":', (count("r22"."position") > 1)::text, '},"nodes":[', string_agg(concat('{"node":', coalesce((CASE WHEN "r22"."article_id" IS NOT NULL THEN (SELECT '{"__typename":"Article"}'
FROM "article" AS "r23"
WHERE "r23"."id" = "r22"."article_id" AND "r23"."is_visible") WHEN "r22"."person_id" IS NOT NULL THEN (SELECT '{"__typename":"Person"}'
FROM "person" AS "r24"
WHERE "r24"."id" = "r22"."person_id" AND "r24"."is_visible") WHEN "r22"."organisation_id" IS NOT NULL THEN (SELECT '{"__typename":"Organisation"}'
FROM "organisation" AS "r25"
WHERE "r25"."id" = "r22"."organisation_id" AND "r25"."is_visible") WHEN "r22"."quote_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Quote","text":', to_json("r26"."text"), ',"speaker":', coalesce((SELECT CASE WHEN "r27"."organisation_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Organisation","name":', to_json("r28"."name"), '}')
FROM "organisation" AS "r28"
WHERE "r28"."id" = "r27"."organisation_id" AND "r28"."is_visible") WHEN "r27"."person_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Person","name":', to_json("r29"."name"), '}')
FROM "person" AS "r29"
WHERE "r29"."id" = "r27"."person_id" AND "r29"."is_visible") END
FROM "quote_speaker" AS "r27"
WHERE "r27"."quote_id" = "r26"."id" AND NOT EXISTS (SELECT
FROM quote_speaker AS other
WHERE other.quote_id = "r26"."id" AND other.position <> "r27"."position") AND "r27"."is_visible"), 'null'), '}')
FROM "quote" AS "r26"
WHERE "r26"."id" = "r22"."quote_id" AND "r26"."is_visible") WHEN "r22"."topic_id" IS NOT NULL THEN (SELECT '{"__typename":"Topic"}'
FROM "topic" AS "r30"
WHERE "r30"."id" = "r22"."topic_id" AND TRUE) END)::text, null_in_response('node: SearchResult!')), ',"highlights":', (SELECT coalesce(json_agg(json_build_object('field', f.field, 'marked', f.marked)
ORDER BY f.position), '[]')::text
FROM (SELECT 0 AS position, 'headline'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.headline, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT search_configuration(x.language)) AS way (configuration)) AS marked
FROM "article" AS x
WHERE x.id = "r22"."article_id" AND x.headline IS NOT NULL
UNION ALL SELECT 1 AS position, 'standfirst'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.standfirst, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT search_configuration(x.language)) AS way (configuration)) AS marked
FROM "article" AS x
WHERE x.id = "r22"."article_id" AND x.standfirst IS NOT NULL
UNION ALL SELECT 2 AS position, 'text'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, t.text, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT search_configuration(x.language)) AS way (configuration)) AS marked
FROM "article" AS x
JOIN article_text AS t ON t.article_id = x.id AND t.revision = x.revision
WHERE x.id = "r22"."article_id" AND t.text IS NOT NULL
UNION ALL SELECT 3 AS position, 'name'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.name, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT 'search_plain') AS way (configuration)) AS marked
FROM "person" AS x
WHERE x.id = "r22"."person_id" AND x.name IS NOT NULL
UNION ALL SELECT 4 AS position, 'name'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.name, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT 'search_plain') AS way (configuration)) AS marked
FROM "organisation" AS x
WHERE x.id = "r22"."organisation_id" AND x.name IS NOT NULL
UNION ALL SELECT 5 AS position, 'text'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.text, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT search_configuration((SELECT a.language
FROM article AS a
WHERE a.id = x.article_id))) AS way (configuration)) AS marked
FROM "quote" AS x
WHERE x.id = "r22"."quote_id" AND x.text IS NOT NULL
UNION ALL SELECT 6 AS position, 'name'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.name, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT 'english') AS way (configuration)) AS marked
FROM "topic" AS x
WHERE x.id = "r22"."topic_id" AND x.name IS NOT NULL
UNION ALL SELECT 7 AS position, 'definition'::text AS field, ARRAY(SELECT ts_headline(configuration::regconfig, x.definition, querytree(search_query(ARRAY[configuration], "r22"."query", "r22"."head", search_begun("r22"."beginning")))::tsquery, 'StartSel=﷐, StopSel=﷑, HighlightAll=true')
FROM (SELECT 'search_plain'
UNION SELECT 'english') AS way (configuration)) AS marked
FROM "topic" AS x
WHERE x.id = "r22"."topic_id" AND x.definition IS NOT NULL OFFSET 0) AS f
WHERE array_to_string(f.marked, '') LIKE '%﷐%'), '}'), ',') FILTER (WHERE "r22"."position" <= 1), ']}')
FROM (SELECT page.*, row_number() OVER () AS position
FROM (SELECT "r16"."article_id" AS "article_id", "r16"."person_id" AS "person_id", "r16"."organisation_id" AS "organisation_id", "r16"."quote_id" AS "quote_id", "r16"."topic_id" AS "topic_id", "r16"."query" AS "query", "r16"."head" AS "head", "r16"."beginning" AS "beginning"
FROM (WITH asked AS MATERIALIZED (SELECT search_query(languages, query, head, search_completed(beginning)) AS texts, search_query(languages, query, head, search_begun(beginning)) AS ranked, search_query('{search_plain}', query, head, search_begun(beginning)) AS names, search_query('{search_plain,english}', query, head, search_begun(beginning)) AS topics, search_plain($3::text) AS wanted, query, head, beginning
FROM (SELECT $4::text AS query, $4::text AS head, NULL AS beginning, ARRAY(WITH RECURSIVE used (configuration) AS (SELECT min("r31"."configuration")
FROM "article_search" AS "r31"
WHERE "r31"."is_visible"
UNION ALL SELECT (SELECT min("r32"."configuration")
FROM "article_search" AS "r32"
WHERE "r32"."configuration" > used.configuration AND "r32"."is_visible")
FROM used
WHERE used.configuration IS NOT NULL) SELECT configuration
FROM used
WHERE configuration IS NOT NULL) || '{search_plain}' AS languages OFFSET 0) AS given) SELECT hit.*, asked.query, asked.head, asked.beginning
FROM (SELECT NULL::uuid AS "article_id", NULL::uuid AS "person_id", NULL::uuid AS "organisation_id", id AS "quote_id", NULL::uuid AS "topic_id", id, rank::float8
FROM (SELECT id, ts_rank(words, (SELECT ranked
FROM asked)) AS rank
FROM (SELECT id, words
FROM search_period_walk((SELECT "max"(search_day("r34"."sort_at"))
FROM "quote_search" AS "r34"), (SELECT "min"(search_day("r35"."sort_at"))
FROM "quote_search" AS "r35")) AS period
CROSS JOIN LATERAL (SELECT "r33"."quote_id" AS id, "r33"."words" AS words
FROM "quote_search" AS "r33"
WHERE search_periods("r33"."sort_at") @> ARRAY[period] AND "r33"."words" @@ (SELECT search_candidates(texts)
FROM asked) AND "r33"."is_visible"
ORDER BY "r33"."sort_at" DESC, id DESC
LIMIT 2000) AS matching
LIMIT 2000) AS newest
WHERE (SELECT texts = search_candidates(texts)
FROM asked) OR words @@ (SELECT texts
FROM asked)) AS found
ORDER BY rank DESC, id DESC
LIMIT 1000) AS hit
CROSS JOIN asked) AS "r16"
WHERE TRUE
ORDER BY "r16"."rank" DESC, "r16"."id" DESC
LIMIT 2) AS page) AS "r22"), '}') AS data
