"use client";

import { type ChangeEvent, type ComponentProps, useCallback, useEffect, useRef, useState } from "react";
import { Input } from "./input";

/** Keys that follow on one another faster than this are told of together. */
const PAUSE_MS = 40;

/**
 * A field that tells its value with the first key, and, where keys follow at speed (one held down, a date rolled through), once more
 * when they pause, or when the field is left: later the address would change under whatever page was gone to since, and call that
 * off. What is typed meanwhile stays; a value that comes from elsewhere (Back, a cleared filter) takes its place.
 */
export function SettledInput({
  value,
  onSettled,
  ...props
}: Omit<ComponentProps<typeof Input>, "value" | "onChange" | "onBlur"> & {
  value: string;
  onSettled: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  /** What was told and has not come back since, oldest first, after what came last. */
  const [told, setTold] = useState<readonly string[]>([value]);
  const [seen, setSeen] = useState(value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  if (value !== seen) {
    setSeen(value);
    const place = told.indexOf(value);
    setTold(place < 0 ? [value] : told.slice(place));
    if (place < 0) setText(value);
  }
  const tell = useCallback(
    (next: string) => {
      if (next === told.at(-1)) return;
      setTold([...told, next]);
      onSettled(next);
    },
    [told, onSettled],
  );
  useEffect(() => {
    const timer = setTimeout(() => tell(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [tell, text]);
  const change = ({ target, timeStamp }: ChangeEvent<HTMLInputElement>) => {
    const isQuick = timeStamp - changedAt.current < PAUSE_MS;
    changedAt.current = timeStamp;
    setText(target.value);
    if (!isQuick) tell(target.value);
  };
  return <Input {...props} value={text} onChange={change} onBlur={() => tell(text)} />;
}
