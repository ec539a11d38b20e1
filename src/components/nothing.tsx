/** In place of a figure that does not apply: a dash for the eye, a word for screen readers. */
export function Nothing() {
  return (
    <>
      <span aria-hidden className="text-muted">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  );
}
