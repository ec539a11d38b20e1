"use client";

import {
  type ComponentProps,
  cloneElement,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Deferred } from "@/client/deferred";

type Trigger = ReactElement<ComponentProps<"button">>;

/** What a button that stood in for a trigger hands over to it. */
export type Handed = {
  trigger: Trigger;
  standIn: RefObject<HTMLButtonElement | null>;
  /** It was pressed. */
  isOpenAtOnce: boolean;
};

/**
 * A button that opens what lies over the page. Until the code of that is there the button stands in for itself, and whoever
 * presses it has it opened as soon as it can be.
 */
export function Opener<Module>({
  code,
  opens,
  trigger,
  children,
}: {
  code: Deferred<Module>;
  opens: "menu" | "dialog";
  trigger: Trigger;
  children: (module: Module, handed: Handed) => ReactNode;
}) {
  const [isAskedFor, setAskedFor] = useState(false);
  const standIn = useRef<HTMLButtonElement>(null);
  const module = code.useModule(isAskedFor);
  if (module !== null) return children(module, { trigger, standIn, isOpenAtOnce: isAskedFor });
  return cloneElement(trigger, {
    ref: standIn,
    "aria-haspopup": opens,
    "aria-expanded": false,
    onClick: () => setAskedFor(true),
  });
}

/** For the trigger that comes after a stand-in: it takes over the focus. */
export function useTakenFocus(standIn: Handed["standIn"]): RefObject<HTMLButtonElement | null> {
  const ref = useRef<HTMLButtonElement>(null);
  // The stand-in is still in the page while its successor is rendered for the first time.
  const [hadFocus] = useState(() => standIn.current !== null && standIn.current === document.activeElement);
  useLayoutEffect(() => {
    if (hadFocus) ref.current?.focus();
  }, [hadFocus]);
  return ref;
}
