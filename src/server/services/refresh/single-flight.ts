/**
 * Lets callers of the same key share work, without ever handing out a result that began before the call:
 * whoever arrives while one run is under way shares the one run that follows it.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, { next: Promise<T> | null; running: Promise<T> }>();

  /** The result of a run that began after this call. `start` is used if this caller is the one that begins it. */
  join(key: string, start: () => Promise<T>): Promise<T> {
    const flight = this.#flights.get(key);
    if (!flight) return this.#launch(key, start);
    flight.next ??= flight.running.then(
      () => this.#launch(key, start),
      () => this.#launch(key, start),
    );
    return flight.next;
  }

  #launch(key: string, start: () => Promise<T>): Promise<T> {
    const running = start();
    const flight = { next: null, running };
    this.#flights.set(key, flight);
    const settle = () => {
      if (flight.next === null) this.#flights.delete(key);
    };
    running.then(settle, settle);
    return running;
  }
}
