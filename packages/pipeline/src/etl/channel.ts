/**
 * Hands items from one loop to another that runs beside it, one at a time: `send` waits until the last item has
 * been taken, so that neither side fills the memory.
 */
export class Channel<T> implements AsyncIterable<T> {
  #item: { readonly value: T } | undefined;
  #end: { readonly error: unknown } | undefined;
  #receiverLeft: { readonly error: unknown } | undefined;
  #wake: (() => void)[] = [];

  /** Resolves once there is room for the next item; throws where the receiver has failed. An item that nobody wants is dropped. */
  async send(value: T): Promise<void> {
    await this.#until(() => this.#item === undefined || this.#receiverLeft !== undefined);
    if (this.#receiverLeft?.error !== undefined) throw this.#receiverLeft.error;
    if (this.#receiverLeft !== undefined) return;
    this.#item = { value };
    this.#notify();
  }

  /** No more comes: the receiver ends, with an error where one is given. */
  end(error?: unknown): void {
    this.#end ??= { error };
    this.#notify();
  }

  /** The receiver takes no more, because it has what it wants or for the given error, which `send` then throws. */
  leave(error?: unknown): void {
    if (this.#receiverLeft?.error === undefined) this.#receiverLeft = { error };
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        await this.#until(() => this.#item !== undefined || this.#end !== undefined);
        if (this.#end?.error !== undefined) throw this.#end.error;
        if (this.#item === undefined) return;
        const { value } = this.#item;
        this.#item = undefined;
        this.#notify();
        yield value;
      }
    } finally {
      this.leave();
    }
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  #notify(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const resolve of waiting) resolve();
  }
}
