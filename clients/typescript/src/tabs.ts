/** The tabs of one page take turns and send messages to each other. */

const LONGEST = 1_000; // milliseconds that a message takes to arrive

type Message<Content> = { content: Content } | { mark: string };

/** Calls `receive` with each message of another tab. */
export class Tabs<Content> {
  private readonly receiver: BroadcastChannel;
  private readonly sender: BroadcastChannel;
  private readonly awaited = new Map<string, () => void>();

  constructor(
    private readonly name: string,
    receive: (content: Content) => void,
  ) {
    this.receiver = new BroadcastChannel(name);
    this.sender = new BroadcastChannel(name);
    this.receiver.onmessage = ({ data }: MessageEvent<Message<Content>>) => {
      if ("mark" in data) this.awaited.get(data.mark)?.();
      else receive(data.content);
    };
    // Open channels do not keep a program in Node running.
    for (const channel of [this.receiver, this.sender]) (channel as { unref?: () => void }).unref?.();
  }

  /** Sends a message to the other tabs. A channel does not receive its own messages. */
  send(content: Content): void {
    this.receiver.postMessage({ content } satisfies Message<Content>);
  }

  /**
   * Runs one task at a time over all tabs, after all messages of earlier turns have arrived.
   *
   * A page without https has no locks, and a browser that blocks cookies refuses them. The tabs then do not wait for
   * each other.
   */
  async inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    let hasStarted = false;
    const turn = async () => {
      hasStarted = true;
      await this.settled();
      try {
        return await task();
      } finally {
        await this.settled();
      }
    };
    const locks = (globalThis.navigator as Navigator | undefined)?.locks;
    if (!locks) return turn();
    try {
      return (await locks.request(this.name, turn)) as Result;
    } catch (error) {
      if (hasStarted) throw error;
      return turn();
    }
  }

  /** Waits for a message of its own. Everything that was sent before it has arrived then. */
  private settled(): Promise<void> {
    return new Promise((done) => {
      const mark = String(Math.random());
      const late = setTimeout(() => this.awaited.get(mark)?.(), LONGEST);
      this.awaited.set(mark, () => {
        clearTimeout(late);
        this.awaited.delete(mark);
        done();
      });
      this.sender.postMessage({ mark } satisfies Message<Content>);
    });
  }
}
