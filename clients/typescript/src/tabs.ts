/** The tabs of one page: they take turns, and tell each other. */

const LONGEST = 1_000; // milliseconds that a message takes to arrive

type Message<Told> = { told: Told } | { mark: string };

/** Calls `hear` with what the other tabs tell. */
export class Tabs<Told> {
  private readonly ears: BroadcastChannel;
  private readonly mouth: BroadcastChannel;
  private readonly awaited = new Map<string, () => void>();

  constructor(
    private readonly name: string,
    hear: (told: Told) => void,
  ) {
    this.ears = new BroadcastChannel(name);
    this.mouth = new BroadcastChannel(name);
    this.ears.onmessage = ({ data }: MessageEvent<Message<Told>>) => {
      if ("mark" in data) this.awaited.get(data.mark)?.();
      else hear(data.told);
    };
    // A program in Node may end meanwhile.
    for (const channel of [this.ears, this.mouth]) (channel as { unref?: () => void }).unref?.();
  }

  /** Tells the other tabs. A channel does not hear itself. */
  tell(told: Told): void {
    this.ears.postMessage({ told } satisfies Message<Told>);
  }

  /**
   * Runs one task at a time over all tabs, after all that was told in earlier turns has arrived.
   *
   * A page that is not secure has no locks: its tabs do not wait for each other.
   */
  inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = async () => {
      await this.settled();
      try {
        return await task();
      } finally {
        await this.settled();
      }
    };
    const locks = (globalThis.navigator as Navigator | undefined)?.locks;
    return locks ? (locks.request(this.name, turn) as Promise<Result>) : turn();
  }

  /** Waits for a message of its own: what was sent before it has arrived then. */
  private settled(): Promise<void> {
    return new Promise((done) => {
      const mark = String(Math.random());
      const late = setTimeout(() => this.awaited.get(mark)?.(), LONGEST);
      this.awaited.set(mark, () => {
        clearTimeout(late);
        this.awaited.delete(mark);
        done();
      });
      this.mouth.postMessage({ mark } satisfies Message<Told>);
    });
  }
}
