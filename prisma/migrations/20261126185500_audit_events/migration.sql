-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_id" TEXT,
    "user_id" TEXT,
    "subject" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_event_user_id_id_idx" ON "audit_event"("user_id", "id" DESC);

-- What was written stays. The one change that passes replaces the id of the user whom audit_event_pseudonymise names, in its
-- own transaction, and nothing else of the row.
CREATE FUNCTION "audit_event_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    erased TEXT := current_setting('plaid_investments.erased_user', true);
    pseudonym TEXT := current_setting('plaid_investments.erased_as', true);
BEGIN
    IF TG_OP = 'UPDATE' AND erased <> '' AND pseudonym ~ '^erased_[0-9a-f]{32}$' AND (OLD.user_id = erased OR OLD.actor_id = erased)
        AND ROW(NEW.id, NEW.at, NEW.action, NEW.actor, NEW.subject, NEW.detail, NEW.request_id)
            IS NOT DISTINCT FROM ROW(OLD.id, OLD.at, OLD.action, OLD.actor, OLD.subject, OLD.detail, OLD.request_id)
        AND NEW.user_id IS NOT DISTINCT FROM (CASE WHEN OLD.user_id = erased THEN pseudonym ELSE OLD.user_id END)
        AND NEW.actor_id IS NOT DISTINCT FROM (CASE WHEN OLD.actor_id = erased THEN pseudonym ELSE OLD.actor_id END)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "audit_event_is_append_only" BEFORE UPDATE OR DELETE ON "audit_event"
    FOR EACH ROW EXECUTE FUNCTION "audit_event_refuse_change"();
CREATE TRIGGER "audit_event_is_never_emptied" BEFORE TRUNCATE ON "audit_event"
    FOR EACH STATEMENT EXECUTE FUNCTION "audit_event_refuse_change"();
-- Also where a session asks that triggers rest, as a replica does.
ALTER TABLE "audit_event" ENABLE ALWAYS TRIGGER "audit_event_is_append_only";
ALTER TABLE "audit_event" ENABLE ALWAYS TRIGGER "audit_event_is_never_emptied";

CREATE FUNCTION "audit_event_pseudonymise"(erased TEXT, pseudonym TEXT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    changed BIGINT;
BEGIN
    IF coalesce(erased, '') = '' OR pseudonym !~ '^erased_[0-9a-f]{32}$' THEN
        RAISE EXCEPTION 'a user and a pseudonym of the form erased_<32 hex digits> are needed';
    END IF;
    PERFORM set_config('plaid_investments.erased_user', erased, true), set_config('plaid_investments.erased_as', pseudonym, true);
    UPDATE audit_event SET
        user_id = CASE WHEN user_id = erased THEN pseudonym ELSE user_id END,
        actor_id = CASE WHEN actor_id = erased THEN pseudonym ELSE actor_id END
    WHERE user_id = erased OR actor_id = erased;
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM set_config('plaid_investments.erased_user', '', true), set_config('plaid_investments.erased_as', '', true);
    RETURN changed;
END $$;
