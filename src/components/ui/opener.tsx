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
 * presses it has it opened as soon as it can be. While it is held down nothing takes its place: a press that begins on one
 * element and ends on another is none.
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
  const [isHeld, setHeld] = useState(false);
  const standIn = useRef<HTMLButtonElement>(null);
  const module = code.useModule(isAskedFor);
  if (module !== null && !isHeld) return children(module, { trigger, standIn, isOpenAtOnce: isAskedFor });
  return cloneElement(trigger, {
    ref: standIn,
    "aria-haspopup": opens,
    "aria-expanded": false,
    onClick: () => setAskedFor(true),
    onPointerDown: () => hold(setHeld, ["pointerup", "pointercancel"]),
    onKeyDown: () => hold(setHeld, ["keyup", "blur"]),
  });
}

/** Until one of the ends has come, wherever, and the click that may follow it. */
function hold(setHeld: (isHeld: boolean) => void, ends: readonly string[]): void {
  setHeld(true);
  const release = () => {
    for (const end of ends) window.removeEventListener(end, release);
    setTimeout(() => setHeld(false));
  };
  for (const end of ends) window.addEventListener(end, release);
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
