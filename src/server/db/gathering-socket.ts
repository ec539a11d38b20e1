import { Socket } from "node:net";

/**
 * Sends what is written in one turn as one: statements that are asked for at once reach the server together, and it is woken once
 * for all of them. pg corks the socket for each statement; here the cork stays until the turn is over.
 */
export class GatheringSocket extends Socket {
  #isHeld = false;

  override cork(): void {
    super.cork();
    if (this.#isHeld) return;
    this.#isHeld = true;
    super.cork();
    process.nextTick(() => {
      this.#isHeld = false;
      super.uncork();
    });
  }
}
