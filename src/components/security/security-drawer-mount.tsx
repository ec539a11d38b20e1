"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useOpenHolding } from "./use-open-holding";

const SecurityDrawer = dynamic(() => import("./security-drawer").then((module) => module.SecurityDrawer), {
  ssr: false,
});

/** The drawer of the security that the address names; nothing of it is loaded before it is first asked for. */
export function SecurityDrawerMount() {
  const { securityId, close } = useOpenHolding();
  const [shown, setShown] = useState("");
  // What was shown last stays in it while it slides away.
  if (securityId !== "" && securityId !== shown) setShown(securityId);
  return shown && <SecurityDrawer securityId={shown} isOpen={securityId !== ""} onClose={close} />;
}
