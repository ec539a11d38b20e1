-- Lines that tell of a new account named who had invited it, in `detail`: that id becomes a pseudonym with the others of its user.
-- Anybody can say the settings that the change is told by, so it passes within a trigger alone, as the one of
-- audit_event_pseudonymisation is. Whoever can make triggers can put the pseudonym in place as well, and nothing else.
CREATE OR REPLACE FUNCTION "audit_event_refuse_change"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    erased TEXT := current_setting('plaid_investments.erased_user', true);
    pseudonym TEXT := current_setting('plaid_investments.erased_as', true);
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() >= 2
        AND erased <> '' AND pseudonym ~ '^erased_[0-9a-f]{32}$'
        AND erased IN (OLD.user_id, OLD.actor_id, OLD.detail->>'invitedBy')
        AND ROW(NEW.id, NEW.at, NEW.action, NEW.actor, NEW.subject, NEW.request_id)
            IS NOT DISTINCT FROM ROW(OLD.id, OLD.at, OLD.action, OLD.actor, OLD.subject, OLD.request_id)
        AND NEW.user_id IS NOT DISTINCT FROM (CASE WHEN OLD.user_id = erased THEN pseudonym ELSE OLD.user_id END)
        AND NEW.actor_id IS NOT DISTINCT FROM (CASE WHEN OLD.actor_id = erased THEN pseudonym ELSE OLD.actor_id END)
        AND NEW.detail = (CASE WHEN OLD.detail->>'invitedBy' = erased
            THEN OLD.detail || jsonb_build_object('invitedBy', pseudonym) ELSE OLD.detail END)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

-- Stores nothing: a row put in has its user's id replaced, and comes back with how many lines that changed.
CREATE VIEW "audit_event_pseudonymisation" AS SELECT ''::TEXT AS erased, ''::TEXT AS pseudonym, 0::BIGINT AS changed WHERE false;

CREATE FUNCTION "audit_event_replace_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(NEW.erased, '') = '' OR NEW.pseudonym !~ '^erased_[0-9a-f]{32}$' THEN
        RAISE EXCEPTION 'a user and a pseudonym of the form erased_<32 hex digits> are needed';
    END IF;
    PERFORM set_config('plaid_investments.erased_user', NEW.erased, true), set_config('plaid_investments.erased_as', NEW.pseudonym, true);
    UPDATE audit_event SET
        user_id = CASE WHEN user_id = NEW.erased THEN NEW.pseudonym ELSE user_id END,
        actor_id = CASE WHEN actor_id = NEW.erased THEN NEW.pseudonym ELSE actor_id END,
        detail = CASE WHEN detail->>'invitedBy' = NEW.erased
            THEN detail || jsonb_build_object('invitedBy', NEW.pseudonym) ELSE detail END
    WHERE NEW.erased IN (user_id, actor_id, detail->>'invitedBy');
    GET DIAGNOSTICS NEW.changed = ROW_COUNT;
    PERFORM set_config('plaid_investments.erased_user', '', true), set_config('plaid_investments.erased_as', '', true);
    RETURN NEW;
END $$;

CREATE TRIGGER "audit_event_pseudonymisation_is_done" INSTEAD OF INSERT ON "audit_event_pseudonymisation"
    FOR EACH ROW EXECUTE FUNCTION "audit_event_replace_user"();

CREATE OR REPLACE FUNCTION "audit_event_pseudonymise"(erased TEXT, pseudonym TEXT) RETURNS BIGINT LANGUAGE sql AS $$
    INSERT INTO audit_event_pseudonymisation (erased, pseudonym) VALUES ($1, $2) RETURNING changed
$$;

-- Those who invited somebody and are gone already; each under a pseudonym that nothing else has.
SELECT audit_event_pseudonymise(gone.id, 'erased_' || replace(gen_random_uuid()::text, '-', ''))
FROM (
    SELECT DISTINCT e.detail->>'invitedBy' AS id FROM audit_event e
    WHERE e.detail->>'invitedBy' !~ '^erased_[0-9a-f]{32}$'
        AND NOT EXISTS (SELECT FROM app_user u WHERE u.id = e.detail->>'invitedBy')
) gone;

-- A link that was used has done with the address that it was for.
UPDATE "dashboard_link" SET "email" = NULL WHERE "used_at" IS NOT NULL;
