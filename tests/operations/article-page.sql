SELECT concat('{"article":', coalesce((SELECT concat('{"headline":', to_json("r1"."headline"), ',"standfirst":', coalesce((to_json("r1"."standfirst"))::text, 'null'), ',"dateline":', coalesce((to_json("r1"."dateline"))::text, 'null'), ',"status":"', "r1"."status", '","publishedAt":', coalesce('"' || to_char("r1"."published_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"', 'null'), ',"publisher":', coalesce((SELECT concat('{"name":', to_json("r2"."name"), '}')
FROM "organisation" AS "r2"
WHERE "r2"."id" = "r1"."publisher_id" AND "r2"."is_visible"), 'null'), ',"topics":', (SELECT concat('{"edges":[', string_agg(concat('{"assignment":{"score":', to_json("r4"."score"), ',"origin":"', "r4"."origin", '","spans":', (SELECT concat('[', string_agg(concat('{"exact":', to_json("r5"."exact"), '}'), ','
ORDER BY "r5"."position" ASC, "r5"."assignment_id" ASC), ']')
FROM "topic_span" AS "r5"
WHERE "r5"."assignment_id" = "r4"."id" AND TRUE), '},"node":', coalesce(((SELECT concat('{"name":', to_json("r6"."name"), ',"code":', coalesce((to_json("r6"."code"))::text, 'null'), '}')
FROM "topic" AS "r6"
WHERE "r6"."id" = "r4"."topic_id" AND TRUE))::text, null_in_response('nodes: Topic!')), '}'), ','), ']}')
FROM (SELECT "r3"."score" AS "score", "r3"."origin" AS "origin", "r3"."id" AS "id", "r3"."topic_id" AS "topic_id"
FROM "topic_assignment" AS "r3"
WHERE "r3"."article_id" = "r1"."id" AND "r3"."is_visible"
ORDER BY "r3"."score" DESC, "r3"."id" DESC
LIMIT 20) AS "r4"), ',"people":', (SELECT concat('{"edges":[', string_agg(concat('{"mentionCount":', "r8"."mention_count", ',"firstMention":', coalesce(((SELECT concat('{"form":"', "r9"."form", '","span":{"start":', "r9"."span_start", ',"end":', "r9"."span_end", ',"exact":', to_json("r9"."exact"), '}}')
FROM "mention" AS "r9"
WHERE "r9"."id" = "r8"."first_mention_id" AND "r9"."is_visible"))::text, null_in_response('firstMention: Mention!')), ',"node":', coalesce(((SELECT concat('{"name":', to_json("r10"."name"), ',"aliases":', array_to_json("r10"."aliases"), '}')
FROM "person" AS "r10"
WHERE "r10"."id" = "r8"."person_id" AND "r10"."is_visible"))::text, null_in_response('nodes: Person!')), '}'), ','), ']}')
FROM (SELECT "r7"."mention_count" AS "mention_count", "r7"."first_mention_id" AS "first_mention_id", "r7"."person_id" AS "person_id"
FROM "article_person" AS "r7"
WHERE "r7"."article_id" = "r1"."id" AND "r7"."is_visible"
ORDER BY "r7"."span_start" ASC, "r7"."person_id" ASC
LIMIT 20) AS "r8"), ',"quotes":', (SELECT concat('{"totalCount":', "r1"."quote_count", ',"pageInfo":{"hasNextPage":', (count("r12"."position") > 3)::text, ',"hasPreviousPage":', (FALSE)::text, '},"nodes":[', string_agg(concat('{"text":', to_json("r12"."text"), ',"kind":"', "r12"."kind", '","act":"', "r12"."act", '","attribution":"', "r12"."attribution", '","cue":', coalesce((to_json("r12"."cue"))::text, 'null'), ',"span":{"start":', "r12"."span_start", ',"end":', "r12"."span_end", ',"prefix":', to_json("r12"."prefix"), ',"suffix":', to_json("r12"."suffix"), '},"quotedSpans":', (SELECT concat('[', string_agg(concat('{"exact":', to_json("r13"."exact"), '}'), ','
ORDER BY "r13"."position" ASC, "r13"."quote_id" ASC), ']')
FROM "quote_span" AS "r13"
WHERE "r13"."quote_id" = "r12"."id" AND "r13"."role" = 'QUOTED' AND TRUE), ',"speaker":', coalesce((SELECT CASE WHEN "r14"."organisation_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Organisation","name":', to_json("r15"."name"), '}')
FROM "organisation" AS "r15"
WHERE "r15"."id" = "r14"."organisation_id" AND "r15"."is_visible") WHEN "r14"."person_id" IS NOT NULL THEN (SELECT concat('{"__typename":"Person","name":', to_json("r16"."name"), '}')
FROM "person" AS "r16"
WHERE "r16"."id" = "r14"."person_id" AND "r16"."is_visible") END
FROM "quote_speaker" AS "r14"
WHERE "r14"."quote_id" = "r12"."id" AND NOT EXISTS (SELECT
FROM quote_speaker AS other
WHERE other.quote_id = "r12"."id" AND other.position <> "r14"."position") AND "r14"."is_visible"), 'null'), ',"within":', coalesce((SELECT concat('{"text":', to_json("r17"."text"), '}')
FROM "quote" AS "r17"
WHERE "r17"."id" = "r12"."within_id" AND "r17"."is_visible"), 'null'), ',"topics":', (SELECT concat('{"nodes":[', string_agg(coalesce(((SELECT concat('{"name":', to_json("r20"."name"), '}')
FROM "topic" AS "r20"
WHERE "r20"."id" = "r19"."topic_id" AND TRUE))::text, null_in_response('nodes: Topic!')), ','), ']}')
FROM (SELECT "r18"."topic_id" AS "topic_id"
FROM "quote_topic" AS "r18"
WHERE "r18"."quote_id" = "r12"."id" AND "r18"."is_visible"
ORDER BY (SELECT t.name
FROM topic AS t
WHERE t.id = "r18"."topic_id") COLLATE "und-x-icu" ASC, "r18"."topic_id" ASC
LIMIT 20) AS "r19"), '}'), ',') FILTER (WHERE "r12"."position" <= 3), ']}')
FROM (SELECT page.*, row_number() OVER () AS position
FROM (SELECT "r11"."text" AS "text", "r11"."kind" AS "kind", "r11"."act" AS "act", "r11"."attribution" AS "attribution", "r11"."cue" AS "cue", "r11"."span_start" AS "span_start", "r11"."span_end" AS "span_end", "r11"."prefix" AS "prefix", "r11"."suffix" AS "suffix", "r11"."id" AS "id", "r11"."within_id" AS "within_id"
FROM "quote" AS "r11"
WHERE "r11"."article_id" = "r1"."id" AND "r11"."is_visible"
ORDER BY "r11"."span_start" ASC, "r11"."id" ASC
LIMIT 4) AS page) AS "r12"), '}')
FROM "article" AS "r1"
WHERE "r1"."id" = coalesce((SELECT id
FROM "article"
WHERE slug = $1::text), (SELECT target_id
FROM slug
WHERE kind = 'ARTICLE' AND slug = $1::text)) AND "r1"."is_visible"), 'null'), '}') AS data
