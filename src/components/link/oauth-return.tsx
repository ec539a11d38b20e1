"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { EmptyState } from "@/components/states/empty-state";
import { PageHeading } from "@/components/states/page-heading";
import { Button } from "@/components/ui/button";
import { useLink } from "./link-flow";

const CONNECTIONS = "/connections";
const NOTHING_TO_GO_ON_WITH =
  "This page is where a brokerage returns you to after you have signed in there. There is nothing to go on with.";

/** Where a bank sends people back to: Link goes on with the token of the user's own open session, in whatever tab this is. */
export function OauthReturn() {
  const { state, resume, clearProblem } = useLink();
  const router = useRouter();
  const [isOver, setOver] = useState(false);
  const hasBegun = useRef(false);
  const wasBusy = useRef(false);

  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    if (new URL(location.href).searchParams.has("oauth_state_id")) resume(location.href);
    else setOver(true);
  }, [resume]);

  useEffect(() => {
    if (state.phase !== "idle") wasBusy.current = true;
    else if (wasBusy.current && state.problem === null) router.replace(CONNECTIONS);
  }, [state, router]);

  const problem = state.phase === "idle" ? state.problem : null;
  const leave = () => {
    clearProblem();
    router.replace(CONNECTIONS);
  };
  return (
    <>
      <PageHeading title="Back from your brokerage">
        {problem || isOver ? "" : "Your sign-in is being finished."}
      </PageHeading>
      {(problem || isOver) && (
        <EmptyState
          icon={<Undo2 aria-hidden />}
          title="This sign-in cannot be finished here"
          action={
            <Button variant="primary" onClick={leave}>
              Back to Connections
            </Button>
          }
        >
          <p role="alert">{problem?.text ?? NOTHING_TO_GO_ON_WITH}</p>
          <p className="mt-2">Nothing was linked or changed. You can start again under Connections.</p>
          {problem?.requestId && <p className="mt-2 text-xs">Request {problem.requestId}</p>}
        </EmptyState>
      )}
    </>
  );
}
