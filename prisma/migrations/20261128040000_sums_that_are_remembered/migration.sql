-- What tells that sums of an Item's positions are still what they were: the refresh that stored its positions, and how often any
-- security came to be of another type or sector.
ALTER TABLE "item" ADD COLUMN "stored_fence" BIGINT;
ALTER TABLE "instance" ADD COLUMN "security_kinds" BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION "security_count_kinds"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE instance SET security_kinds = security_kinds + 1;
    RETURN NULL;
END $$;

-- At the end of the transaction: until then it would hold up every other that describes securities anew.
CREATE CONSTRAINT TRIGGER "security_kinds_trigger" AFTER UPDATE ON "security" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD."type", OLD."sector") IS DISTINCT FROM (NEW."type", NEW."sector")) EXECUTE FUNCTION "security_count_kinds"();
