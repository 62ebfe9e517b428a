SELECT concat('{"person":', coalesce((SELECT concat('{"name":', to_json("r1"."name"), ',"aliases":', array_to_json("r1"."aliases"), ',"affiliations":', (SELECT concat('{"nodes":[', string_agg(concat('{"role":', coalesce((to_json("r3"."role"))::text, 'null'), ',"current":', coalesce((("r3"."current")::text)::text, 'null'), ',"organisation":', coalesce(((SELECT concat('{"name":', to_json("r4"."name"), ',"organisationKind":', coalesce('"' || "r4"."organisation_kind" || '"', 'null'), '}')
FROM "organisation" AS "r4"
WHERE "r4"."id" = "r3"."organisation_id" AND "r4"."is_visible"))::text, null_in_response('organisation: Organisation!')), ',"receipts":', (SELECT concat('{"totalCount":', (SELECT count(*)
FROM "affiliation_receipt" AS "r5"
WHERE "r5"."affiliation_id" = "r3"."id" AND "r5"."is_visible")::text, ',"nodes":[', string_agg(concat('{"span":{"exact":', to_json("r6"."exact"), '}}'), ','), ']}')
FROM (SELECT "r5"."exact" AS "exact"
FROM "affiliation_receipt" AS "r5"
WHERE "r5"."affiliation_id" = "r3"."id" AND "r5"."is_visible"
ORDER BY "r5"."sort_at" DESC, "r5"."id" DESC
LIMIT 20) AS "r6"), '}'), ','), ']}')
FROM (SELECT "r2"."role" AS "role", "r2"."current" AS "current", "r2"."organisation_id" AS "organisation_id", "r2"."id" AS "id"
FROM "affiliation" AS "r2"
WHERE "r2"."person_id" = "r1"."id" AND "r2"."is_visible"
ORDER BY ("r2"."current" IS TRUE) DESC, "r2"."sort_at" DESC, "r2"."id" DESC
LIMIT 20) AS "r3"), ',"quotes":', (SELECT concat('{"totalCount":', (SELECT count(*)
FROM "quote_speaker" AS "r7"
JOIN "quote" AS "r8" ON "r8"."id" = "r7"."quote_id" AND "r8"."is_visible"
WHERE "r7"."person_id" = "r1"."id" AND "r7"."is_visible" AND ("r8"."kind" IN ('DIRECT', 'MIXED')))::text, ',"nodes":[', string_agg(coalesce(((SELECT concat('{"kind":"', "r10"."kind", '","text":', to_json("r10"."text"), ',"span":{"start":', "r10"."span_start", ',"end":', "r10"."span_end", '},"article":', coalesce(((SELECT concat('{"headline":', to_json("r11"."headline"), '}')
FROM "article" AS "r11"
WHERE "r11"."id" = "r10"."article_id" AND "r11"."is_visible"))::text, null_in_response('article: Article!')), ',"addressee":', coalesce(CASE WHEN "r10"."addressee_organisation_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r12"."name"), '}')
FROM "organisation" AS "r12"
WHERE "r12"."id" = "r10"."addressee_organisation_id" AND "r12"."is_visible") WHEN "r10"."addressee_person_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r13"."name"), '}')
FROM "person" AS "r13"
WHERE "r13"."id" = "r10"."addressee_person_id" AND "r13"."is_visible") END, 'null'), '}')
FROM "quote" AS "r10"
WHERE "r10"."id" = "r9"."quote_id" AND "r10"."is_visible"))::text, null_in_response('nodes: Quote!')), ','), ']}')
FROM (SELECT "r7"."quote_id" AS "quote_id"
FROM "quote_speaker" AS "r7"
JOIN "quote" AS "r8" ON "r8"."id" = "r7"."quote_id" AND "r8"."is_visible"
WHERE "r7"."person_id" = "r1"."id" AND "r7"."is_visible" AND ("r8"."kind" IN ('DIRECT', 'MIXED'))
ORDER BY "r7"."sort_at" DESC, "r7"."quote_id" DESC
LIMIT 20) AS "r9"), ',"quotesAbout":', (SELECT concat('{"nodes":[', string_agg(coalesce(((SELECT concat('{"text":', to_json("r17"."text"), ',"speakers":', (SELECT concat('[', string_agg(coalesce((CASE WHEN "r18"."organisation_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r19"."name"), '}')
FROM "organisation" AS "r19"
WHERE "r19"."id" = "r18"."organisation_id" AND "r19"."is_visible") WHEN "r18"."person_id" IS NOT NULL THEN (SELECT concat('{"name":', to_json("r20"."name"), '}')
FROM "person" AS "r20"
WHERE "r20"."id" = "r18"."person_id" AND "r20"."is_visible") END)::text, null_in_response('speakers: Entity!')), ','
ORDER BY "r18"."position" ASC, "r18"."quote_id" ASC), ']')
FROM "quote_speaker" AS "r18"
WHERE "r18"."quote_id" = "r17"."id" AND "r18"."is_visible"), '}')
FROM "quote" AS "r17"
WHERE "r17"."id" = "r16"."quote_id" AND "r17"."is_visible"))::text, null_in_response('nodes: Quote!')), ','), ']}')
FROM (SELECT "r14"."quote_id" AS "quote_id"
FROM "quote_about" AS "r14"
JOIN "quote" AS "r15" ON "r15"."id" = "r14"."quote_id" AND "r15"."is_visible"
WHERE "r14"."person_id" = "r1"."id" AND "r14"."is_visible"
ORDER BY "r14"."sort_at" DESC, "r15"."article_id" DESC, "r15"."span_start" ASC, "r14"."quote_id" ASC
LIMIT 2) AS "r16"), ',"coMentions":', (SELECT concat('{"edges":[', string_agg(concat('{"articleCount":', "r25"."article_count", ',"node":', coalesce((CASE WHEN "r25"."organisation_id" IS NOT NULL THEN (SELECT '{"__typename":"Organisation"}'
FROM "organisation" AS "r26"
WHERE "r26"."id" = "r25"."organisation_id" AND "r26"."is_visible") WHEN "r25"."person_id" IS NOT NULL THEN (SELECT '{"__typename":"Person"}'
FROM "person" AS "r27"
WHERE "r27"."id" = "r25"."person_id" AND "r27"."is_visible") END)::text, null_in_response('nodes: Entity!')), '}'), ','), ']}')
FROM (SELECT "r21"."article_count" AS "article_count", "r21"."organisation_id" AS "organisation_id", "r21"."person_id" AS "person_id"
FROM (WITH newest AS (SELECT "r28"."article_id" AS article_id, "r28"."sort_at" AS sort_at
FROM "article_person" AS "r28"
WHERE "r28"."person_id" = "r1"."id" AND "r28"."is_visible"
ORDER BY "r28"."sort_at" DESC, "r28"."article_id" DESC
LIMIT 1000) SELECT c.*, "r1"."id" AS owner_person_id, NULL::uuid AS owner_organisation_id
FROM (SELECT "r29"."person_id" AS id, "r29"."person_id" AS person_id, NULL::uuid AS organisation_id, count(*)::integer AS article_count
FROM newest
JOIN "article_person" AS "r29" ON "r29"."article_id" = newest.article_id
WHERE "r29"."is_visible" AND "r29"."person_id" <> "r1"."id" GROUP BY "r29"."person_id"
UNION ALL SELECT "r30"."organisation_id" AS id, NULL::uuid AS person_id, "r30"."organisation_id" AS organisation_id, count(*)::integer AS article_count
FROM newest
JOIN "article_organisation" AS "r30" ON "r30"."article_id" = newest.article_id
WHERE "r30"."is_visible" GROUP BY "r30"."organisation_id") AS c) AS "r21"
WHERE TRUE
ORDER BY "r21"."article_count" DESC, "r21"."id" DESC
LIMIT 3) AS "r25"), '}')
FROM "person" AS "r1"
WHERE "r1"."id" = coalesce((SELECT coalesce("merged_into_id", id)
FROM "person"
WHERE slug = $1::text), (SELECT coalesce((SELECT "merged_into_id"
FROM "person"
WHERE id = target_id), target_id)
FROM slug
WHERE kind = 'PERSON' AND slug = $1::text)) AND "r1"."is_visible"), 'null'), '}') AS data
