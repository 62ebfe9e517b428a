-- CreateEnum
CREATE TYPE "article_status" AS ENUM ('DRAFT', 'PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "block_kind" AS ENUM ('HEADLINE', 'STANDFIRST', 'BYLINE', 'CAPTION', 'CREDIT', 'DATELINE', 'PARAGRAPH', 'HEADING', 'RELATED', 'FURNITURE');

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('SUGGESTED', 'CONFIRMED', 'REJECTED');

-- CreateEnum
CREATE TYPE "span_state" AS ENUM ('EXACT', 'MOVED', 'LOST');

-- CreateEnum
CREATE TYPE "organisation_kind" AS ENUM ('STATE', 'GOVERNMENT_BODY', 'MILITARY', 'INTELLIGENCE', 'MEDIA', 'ARMED_GROUP', 'PARTY', 'COMPANY', 'NGO', 'INTERNATIONAL', 'OTHER');

-- CreateEnum
CREATE TYPE "identifier_scheme" AS ENUM ('WIKIDATA', 'ISNI', 'VIAF', 'LEI', 'ROR', 'ORCID', 'PROVIDER');

-- CreateEnum
CREATE TYPE "mention_form" AS ENUM ('NAME', 'ALIAS', 'TITLE', 'DESCRIPTION', 'PRONOUN', 'GROUP');

-- CreateEnum
CREATE TYPE "quote_kind" AS ENUM ('DIRECT', 'INDIRECT', 'MIXED');

-- CreateEnum
CREATE TYPE "quote_act" AS ENUM ('SPEECH', 'WRITING', 'THOUGHT');

-- CreateEnum
CREATE TYPE "attribution" AS ENUM ('IDENTIFIED', 'COLLECTIVE', 'ANONYMOUS', 'DOCUMENT', 'UNRESOLVED', 'UNATTRIBUTED');

-- CreateEnum
CREATE TYPE "quote_span_role" AS ENUM ('CONTENT', 'QUOTED', 'CUE', 'SPEAKER');

-- CreateEnum
CREATE TYPE "origin" AS ENUM ('TEXT', 'METADATA', 'EDITOR');

-- CreateEnum
CREATE TYPE "slug_kind" AS ENUM ('ARTICLE', 'PERSON', 'ORGANISATION', 'TOPIC');

-- CreateEnum
CREATE TYPE "revision_kind" AS ENUM ('CREATED', 'UPDATED', 'DELETED');

-- CreateTable
CREATE TABLE "article" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "uri" TEXT,
    "headline" TEXT NOT NULL,
    "standfirst" TEXT,
    "dateline" TEXT,
    "bylines" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "language" TEXT NOT NULL DEFAULT 'und',
    "published_at" TIMESTAMPTZ(3),
    "modified_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" "article_status" NOT NULL DEFAULT 'DRAFT',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "publisher_id" UUID,
    "source_url" TEXT,
    "copyright_holder" TEXT,
    "usage_terms" TEXT,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,
    "quote_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_text" (
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "article_text_pkey" PRIMARY KEY ("article_id","revision")
);

-- CreateTable
CREATE TABLE "article_source" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "publisher_id" UUID,
    "media_type" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "article_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "block" (
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "block_kind" NOT NULL,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "utf16_start" INTEGER NOT NULL,
    "utf16_end" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,

    CONSTRAINT "block_pkey" PRIMARY KEY ("article_id","revision","position")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,
    "quote_count" INTEGER NOT NULL DEFAULT 0,
    "article_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "organisation_kind" "organisation_kind",
    "parent_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,
    "quote_count" INTEGER NOT NULL DEFAULT 0,
    "article_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identifier" (
    "id" UUID NOT NULL,
    "person_id" UUID,
    "organisation_id" UUID,
    "scheme" "identifier_scheme" NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "identifier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mention" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "person_id" UUID,
    "organisation_id" UUID,
    "form" "mention_form" NOT NULL,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "utf16_start" INTEGER NOT NULL,
    "utf16_end" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "span_state" "span_state" NOT NULL DEFAULT 'EXACT',
    "review" "review_state" NOT NULL DEFAULT 'SUGGESTED',
    "confidence" DOUBLE PRECISION NOT NULL,
    "method" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "mention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "kind" "quote_kind" NOT NULL,
    "act" "quote_act" NOT NULL DEFAULT 'SPEECH',
    "cue" TEXT,
    "attribution" "attribution" NOT NULL,
    "speaking_for_id" UUID,
    "addressee_person_id" UUID,
    "addressee_organisation_id" UUID,
    "within_id" UUID,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "utf16_start" INTEGER NOT NULL,
    "utf16_end" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "span_state" "span_state" NOT NULL DEFAULT 'EXACT',
    "review" "review_state" NOT NULL DEFAULT 'SUGGESTED',
    "confidence" DOUBLE PRECISION NOT NULL,
    "method" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_span" (
    "quote_id" UUID NOT NULL,
    "role" "quote_span_role" NOT NULL,
    "position" INTEGER NOT NULL,
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "utf16_start" INTEGER NOT NULL,
    "utf16_end" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "span_state" "span_state" NOT NULL DEFAULT 'EXACT',

    CONSTRAINT "quote_span_pkey" PRIMARY KEY ("quote_id","role","position")
);

-- CreateTable
CREATE TABLE "quote_speaker" (
    "quote_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" UUID,
    "organisation_id" UUID,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "quote_speaker_pkey" PRIMARY KEY ("quote_id","position")
);

-- CreateTable
CREATE TABLE "quote_about" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "quote_id" UUID NOT NULL,
    "person_id" UUID,
    "organisation_id" UUID,
    "sort_at" TIMESTAMPTZ(3) NOT NULL,
    "is_visible" BOOLEAN NOT NULL,

    CONSTRAINT "quote_about_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote_mention" (
    "quote_id" UUID NOT NULL,
    "mention_id" UUID NOT NULL,
    "span_start" INTEGER NOT NULL,
    "is_visible" BOOLEAN NOT NULL,

    CONSTRAINT "quote_mention_pkey" PRIMARY KEY ("quote_id","mention_id")
);

-- CreateTable
CREATE TABLE "quote_topic" (
    "quote_id" UUID NOT NULL,
    "topic_id" UUID NOT NULL,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "quote_topic_pkey" PRIMARY KEY ("quote_id","topic_id")
);

-- CreateTable
CREATE TABLE "topic" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT,
    "code" TEXT,
    "broader_id" UUID,
    "retired_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "article_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic_closure" (
    "ancestor_id" UUID NOT NULL,
    "descendant_id" UUID NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "topic_closure_pkey" PRIMARY KEY ("ancestor_id","descendant_id")
);

-- CreateTable
CREATE TABLE "topic_assignment" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "topic_id" UUID NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "origin" "origin" NOT NULL,
    "review" "review_state" NOT NULL DEFAULT 'SUGGESTED',
    "confidence" DOUBLE PRECISION NOT NULL,
    "method" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "topic_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic_span" (
    "assignment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "utf16_start" INTEGER NOT NULL,
    "utf16_end" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "span_state" "span_state" NOT NULL DEFAULT 'EXACT',

    CONSTRAINT "topic_span_pkey" PRIMARY KEY ("assignment_id","position")
);

-- CreateTable
CREATE TABLE "affiliation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" TEXT,
    "from" TEXT,
    "to" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "current" BOOLEAN,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,
    "newest_receipt_id" UUID,

    CONSTRAINT "affiliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "affiliation_receipt" (
    "id" UUID NOT NULL,
    "affiliation_id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "current" BOOLEAN,
    "span_start" INTEGER NOT NULL,
    "span_end" INTEGER NOT NULL,
    "utf16_start" INTEGER NOT NULL,
    "utf16_end" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "span_state" "span_state" NOT NULL DEFAULT 'EXACT',
    "review" "review_state" NOT NULL DEFAULT 'SUGGESTED',
    "confidence" DOUBLE PRECISION NOT NULL,
    "method" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sort_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_visible" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "affiliation_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_person" (
    "article_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "first_mention_id" UUID NOT NULL,
    "mention_count" INTEGER NOT NULL,
    "span_start" INTEGER NOT NULL,
    "sort_at" TIMESTAMPTZ(3) NOT NULL,
    "is_visible" BOOLEAN NOT NULL,

    CONSTRAINT "article_person_pkey" PRIMARY KEY ("article_id","person_id")
);

-- CreateTable
CREATE TABLE "article_organisation" (
    "article_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "first_mention_id" UUID NOT NULL,
    "mention_count" INTEGER NOT NULL,
    "span_start" INTEGER NOT NULL,
    "sort_at" TIMESTAMPTZ(3) NOT NULL,
    "is_visible" BOOLEAN NOT NULL,

    CONSTRAINT "article_organisation_pkey" PRIMARY KEY ("article_id","organisation_id")
);

-- CreateTable
CREATE TABLE "merge_candidate" (
    "id" UUID NOT NULL,
    "person_id" UUID,
    "candidate_person_id" UUID,
    "organisation_id" UUID,
    "candidate_organisation_id" UUID,
    "confidence" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "merge_candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change" (
    "id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "key" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision" (
    "id" BIGSERIAL NOT NULL,
    "change_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_key" JSONB NOT NULL,
    "kind" "revision_kind" NOT NULL,
    "before" JSONB,

    CONSTRAINT "revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "change_id" UUID NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("change_id")
);

-- CreateTable
CREATE TABLE "slug" (
    "kind" "slug_kind" NOT NULL,
    "slug" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slug_pkey" PRIMARY KEY ("kind","slug")
);

-- CreateIndex
CREATE UNIQUE INDEX "article_slug_key" ON "article"("slug");

-- CreateIndex
CREATE INDEX "article_publisher_id_idx" ON "article"("publisher_id");

-- CreateIndex
CREATE INDEX "article_source_article_id_idx" ON "article_source"("article_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_slug_key" ON "person"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE INDEX "organisation_parent_id_idx" ON "organisation"("parent_id");

-- CreateIndex
CREATE INDEX "identifier_person_id_idx" ON "identifier"("person_id");

-- CreateIndex
CREATE INDEX "identifier_organisation_id_idx" ON "identifier"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "identifier_scheme_value_key" ON "identifier"("scheme", "value");

-- CreateIndex
CREATE INDEX "mention_article_id_span_start_id_idx" ON "mention"("article_id", "span_start", "id");

-- CreateIndex
CREATE INDEX "quote_article_id_span_start_id_idx" ON "quote"("article_id", "span_start", "id");

-- CreateIndex
CREATE INDEX "quote_within_id_idx" ON "quote"("within_id");

-- CreateIndex
CREATE INDEX "quote_span_article_id_idx" ON "quote_span"("article_id");

-- CreateIndex
CREATE UNIQUE INDEX "quote_speaker_quote_id_person_id_key" ON "quote_speaker"("quote_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "quote_speaker_quote_id_organisation_id_key" ON "quote_speaker"("quote_id", "organisation_id");

-- CreateIndex
CREATE INDEX "quote_mention_mention_id_idx" ON "quote_mention"("mention_id");

-- CreateIndex
CREATE UNIQUE INDEX "topic_slug_key" ON "topic"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "topic_code_key" ON "topic"("code");

-- CreateIndex
CREATE INDEX "topic_broader_id_idx" ON "topic"("broader_id");

-- CreateIndex
CREATE INDEX "topic_closure_descendant_id_idx" ON "topic_closure"("descendant_id");

-- CreateIndex
CREATE UNIQUE INDEX "topic_assignment_article_id_topic_id_key" ON "topic_assignment"("article_id", "topic_id");

-- CreateIndex
CREATE INDEX "topic_span_article_id_idx" ON "topic_span"("article_id");

-- CreateIndex
CREATE UNIQUE INDEX "affiliation_newest_receipt_id_key" ON "affiliation"("newest_receipt_id");

-- CreateIndex
CREATE INDEX "affiliation_receipt_article_id_idx" ON "affiliation_receipt"("article_id");

-- CreateIndex
CREATE INDEX "article_person_first_mention_id_idx" ON "article_person"("first_mention_id");

-- CreateIndex
CREATE INDEX "article_organisation_first_mention_id_idx" ON "article_organisation"("first_mention_id");

-- CreateIndex
CREATE INDEX "merge_candidate_candidate_person_id_idx" ON "merge_candidate"("candidate_person_id");

-- CreateIndex
CREATE INDEX "merge_candidate_candidate_organisation_id_idx" ON "merge_candidate"("candidate_organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "merge_candidate_person_id_candidate_person_id_key" ON "merge_candidate"("person_id", "candidate_person_id");

-- CreateIndex
CREATE UNIQUE INDEX "merge_candidate_organisation_id_candidate_organisation_id_key" ON "merge_candidate"("organisation_id", "candidate_organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "change_key_key" ON "change"("key");

-- CreateIndex
CREATE INDEX "revision_change_id_idx" ON "revision"("change_id");

-- CreateIndex
CREATE INDEX "revision_table_name_row_key_idx" ON "revision"("table_name", "row_key");

-- CreateIndex
CREATE INDEX "slug_target_id_idx" ON "slug"("target_id");

-- AddForeignKey
ALTER TABLE "article" ADD CONSTRAINT "article_publisher_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_text" ADD CONSTRAINT "article_text_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_source" ADD CONSTRAINT "article_source_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_source" ADD CONSTRAINT "article_source_publisher_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identifier" ADD CONSTRAINT "identifier_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identifier" ADD CONSTRAINT "identifier_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_speaking_for_id_fkey" FOREIGN KEY ("speaking_for_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_addressee_person_id_fkey" FOREIGN KEY ("addressee_person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_addressee_organisation_id_fkey" FOREIGN KEY ("addressee_organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_within_id_fkey" FOREIGN KEY ("within_id") REFERENCES "quote"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_span" ADD CONSTRAINT "quote_span_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_span" ADD CONSTRAINT "quote_span_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_speaker" ADD CONSTRAINT "quote_speaker_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_speaker" ADD CONSTRAINT "quote_speaker_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_speaker" ADD CONSTRAINT "quote_speaker_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_about" ADD CONSTRAINT "quote_about_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_about" ADD CONSTRAINT "quote_about_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_about" ADD CONSTRAINT "quote_about_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_mention" ADD CONSTRAINT "quote_mention_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_mention" ADD CONSTRAINT "quote_mention_mention_id_fkey" FOREIGN KEY ("mention_id") REFERENCES "mention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_topic" ADD CONSTRAINT "quote_topic_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_topic" ADD CONSTRAINT "quote_topic_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_broader_id_fkey" FOREIGN KEY ("broader_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_closure" ADD CONSTRAINT "topic_closure_ancestor_id_fkey" FOREIGN KEY ("ancestor_id") REFERENCES "topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_closure" ADD CONSTRAINT "topic_closure_descendant_id_fkey" FOREIGN KEY ("descendant_id") REFERENCES "topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_assignment" ADD CONSTRAINT "topic_assignment_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_assignment" ADD CONSTRAINT "topic_assignment_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_span" ADD CONSTRAINT "topic_span_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "topic_assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic_span" ADD CONSTRAINT "topic_span_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_newest_receipt_id_fkey" FOREIGN KEY ("newest_receipt_id") REFERENCES "affiliation_receipt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation_receipt" ADD CONSTRAINT "affiliation_receipt_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation_receipt" ADD CONSTRAINT "affiliation_receipt_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "affiliation_receipt" ADD CONSTRAINT "affiliation_receipt_article_id_revision_fkey" FOREIGN KEY ("article_id", "revision") REFERENCES "article_text"("article_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_person" ADD CONSTRAINT "article_person_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_person" ADD CONSTRAINT "article_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_person" ADD CONSTRAINT "article_person_first_mention_id_fkey" FOREIGN KEY ("first_mention_id") REFERENCES "mention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_organisation" ADD CONSTRAINT "article_organisation_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_organisation" ADD CONSTRAINT "article_organisation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_organisation" ADD CONSTRAINT "article_organisation_first_mention_id_fkey" FOREIGN KEY ("first_mention_id") REFERENCES "mention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merge_candidate" ADD CONSTRAINT "merge_candidate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merge_candidate" ADD CONSTRAINT "merge_candidate_candidate_person_id_fkey" FOREIGN KEY ("candidate_person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merge_candidate" ADD CONSTRAINT "merge_candidate_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merge_candidate" ADD CONSTRAINT "merge_candidate_candidate_organisation_id_fkey" FOREIGN KEY ("candidate_organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision" ADD CONSTRAINT "revision_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE CASCADE ON UPDATE CASCADE;
