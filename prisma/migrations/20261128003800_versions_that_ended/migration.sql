-- What was held on a recent date is found without reading all that ever was: of the versions that ended, those that ended since.
CREATE INDEX "holding_version_ended_idx" ON "holding_version"("item_id", "valid_to") WHERE "valid_to" IS NOT NULL;
