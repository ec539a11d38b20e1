import type { FormEvent } from "react";

/** The texts of a form that was sent, by the names of its fields; the page stays. */
export function readForm(event: FormEvent<HTMLFormElement>): (name: string) => string {
  event.preventDefault();
  const data = new FormData(event.currentTarget);
  return (name) => String(data.get(name) ?? "");
}
