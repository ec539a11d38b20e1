"use client";

import { useEffect } from "react";
import { useRefreshActions } from "@/client/refresh-session";
import { useConnections } from "@/client/use-connections";
import { useFollowChanges } from "@/client/use-follow-changes";

/** Hands what the polls bring to the running refresh, and renews the figures when an Item has changed. Shows nothing. */
export function FollowChanges() {
  const { data } = useConnections();
  const { observe } = useRefreshActions();
  useFollowChanges(data);
  useEffect(() => {
    if (data) observe(data);
  }, [data, observe]);
  return null;
}
