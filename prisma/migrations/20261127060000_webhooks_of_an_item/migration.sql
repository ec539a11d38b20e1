-- When the last webhook of an Item came, whatever else came since.
CREATE INDEX "webhook_event_item_id_received_at_idx" ON "webhook_event"("item_id", "received_at" DESC);
