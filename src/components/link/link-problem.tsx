"use client";

import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { NoticeBox } from "@/components/ui/notice-box";
import { useLink } from "./link-flow";

/** Why the last passage through Link ended without a brokerage. */
export function LinkProblemNotice() {
  const { state, start, clearProblem } = useLink();
  const isToldByPage = usePathname() === "/connections/oauth-return";
  if (state.phase !== "idle" || state.problem === null || isToldByPage) return null;
  const { text, help, requestId, target } = state.problem;
  return (
    <NoticeBox
      tone="bad"
      role="alert"
      action={
        <>
          <Button size="sm" onClick={() => start(target)}>
            Try again
          </Button>
          <Button size="sm" variant="ghost" onClick={clearProblem}>
            Dismiss
          </Button>
        </>
      }
    >
      <p className="font-medium">{text}</p>
      {help && <p className="mt-0.5">{help}</p>}
      {requestId && <p className="mt-0.5 text-xs text-muted">Request {requestId}</p>}
    </NoticeBox>
  );
}
