"use client";

import { type ComponentProps, useCallback, useEffect, useState } from "react";
import { Input } from "./input";

// Too short to be noticed, long enough that a key held down or a date rolled through is not told value by value.
const PAUSE_MS = 30;

/**
 * A field that tells its value when typing pauses, or ends: told after the field is left, the address would change under whatever
 * page was gone to since, and call that off. What is typed meanwhile stays; a value that comes from elsewhere (Back, a cleared
 * filter) takes its place.
 */
export function SettledInput({
  value,
  onSettled,
  pauseMs = PAUSE_MS,
  ...props
}: Omit<ComponentProps<typeof Input>, "value" | "onChange" | "onBlur"> & {
  value: string;
  onSettled: (value: string) => void;
  pauseMs?: number;
}) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== told) {
      setTold(value);
      setText(value);
    }
  }
  const tell = useCallback(() => {
    if (text === told) return;
    setTold(text);
    onSettled(text);
  }, [text, told, onSettled]);
  useEffect(() => {
    const timer = setTimeout(tell, pauseMs);
    return () => clearTimeout(timer);
  }, [tell, pauseMs]);
  return <Input {...props} value={text} onChange={(event) => setText(event.target.value)} onBlur={tell} />;
}
