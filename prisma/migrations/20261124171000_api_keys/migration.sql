-- CreateEnum
CREATE TYPE "api_role" AS ENUM ('READER', 'EDITOR', 'ADMIN');

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "api_role" NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- What Prisma's language cannot say.
ALTER TABLE api_key
  ADD CONSTRAINT api_key_name_is_said CHECK (name ~ '\S' AND char_length(name) <= 200 AND name !~ '[[:cntrl:]]'),
  ADD CONSTRAINT api_key_prefix_form CHECK (prefix ~ '^[0-9a-f]{10}$'),
  ADD CONSTRAINT api_key_hash_is_sha256 CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT api_key_expires_after_its_creation CHECK (expires_at > created_at),
  ADD CONSTRAINT api_key_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL));

CREATE TRIGGER require_change BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION require_change();

-- A role is never raised, a revocation never undone, and whoever changed the record can always be named.
CREATE FUNCTION hold_api_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'api_key % is named by what it changed: revoke it', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.id, OLD.name, OLD.role, OLD.prefix, OLD.hash, OLD.created_at, OLD.created_by) IS DISTINCT FROM
     (NEW.id, NEW.name, NEW.role, NEW.prefix, NEW.hash, NEW.created_at, NEW.created_by)
    OR OLD.expires_at IS DISTINCT FROM NEW.expires_at
    OR (OLD.revoked_at IS NOT NULL AND (OLD.revoked_at, OLD.revoked_by) IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_by)) THEN
    RAISE EXCEPTION 'api_key % is as it was made: make another, and revoke this one', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_api_key BEFORE UPDATE OR DELETE ON api_key FOR EACH ROW EXECUTE FUNCTION hold_api_key();
